import { invalidArgument } from '@cream/grpc';
import { type BarInterval, Finding_Severity, type ImportBarsRequest } from '@cream/proto/market';
import type { Database, Statement } from '@cream/storage';
import { BEGINNING_MS, type StoredSeries } from '../../app/instruments.js';
import { fromWireDate } from '../../calendar/civil-date.js';
import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import { type RefusedRow, readPiece } from '../csv/piece.js';
import { intervalOf, placePiece } from '../csv/placed-piece.js';
import { NOTHING, writeBlocks } from './block-writer.js';
import { insertFinding } from './finding-rows.js';
import { freshState, type ImportState, importId, saveState, toState } from './import-state.js';
import type { MarketStore } from './market-store.js';
import { storedContent } from './stored-content.js';

const LINE_FEED = 0x0a;

/** Writes bar files into the store piece by piece. A piece, its findings and how far the file is read are one transaction. */
export class BarImport {
  constructor(
    private readonly store: MarketStore,
    private readonly calendar: TradingCalendar,
  ) {}

  /**
   * Stores the piece when it begins where the file was read to, and says how far the file is read now. Any other piece, and
   * one without lines, changes nothing.
   * @throws MarketDataError for a header that cannot be used and an interval that cannot be found
   * @throws ConnectError INVALID_ARGUMENT when the lines are not whole
   */
  take(request: ImportBarsRequest): Promise<ImportState> {
    return this.store.exclusively(async (database) => {
      const id = importId(request);
      const known = await database.get('SELECT * FROM imports WHERE id = ?', [id], toState);
      const state = known ?? freshState(request);
      const asks = request.lines.length === 0 && !request.last;
      if (asks || state.complete || Number(request.offset) !== state.nextOffset) return state;
      if (!request.last && request.lines.at(-1) !== LINE_FEED) throw invalidArgument('lines', 'must be whole lines');
      return this.write(database, request, id, state);
    });
  }

  private async write(database: Database, request: ImportBarsRequest, id: Uint8Array, state: ImportState) {
    const { file, header, lines, last } = request;
    const piece = readPiece({ file, header, lines, firstLine: state.nextLine, form: state.form, last });
    const interval = state.interval || (piece.form === undefined ? 0 : intervalOf(piece, file));
    const placed = placePiece(piece, interval, state.lastStartMs, this.calendar);
    const target = interval === 0 ? undefined : this.target(request, interval);
    const written = target === undefined ? NOTHING : await writeBlocks(database, target.series, placed, piece);
    const refused = [...piece.refused, ...placed.refused, ...written.conflicts].toSorted((a, b) => a.line - b.line);
    const next: ImportState = {
      form: piece.form,
      interval,
      nextOffset: state.nextOffset + piece.bytesRead,
      nextLine: state.nextLine + piece.linesRead,
      lastStartMs: placed.lastStartMs,
      complete: last && piece.bytesRead === lines.length,
      inserted: state.inserted + written.inserted,
      unchanged: state.unchanged + written.unchanged,
      conflicts: state.conflicts + written.conflicts.length,
      quarantined: state.quarantined + piece.refused.length + placed.refused.length,
    };
    const origin = `${Buffer.from(id).toString('hex')} ${file}`;
    await this.store.commit(database, [
      ...(target?.statements ?? []),
      ...written.statements,
      ...refused.map((one) => insertFinding(origin, toFinding(one, request.symbol, interval))),
      saveState(id, target?.series.id, request, next),
    ]);
    if (next.complete && target !== undefined) await this.rememberContent(database, target.series);
    return next;
  }

  /** Listing what is held must not need the bars of all of it. */
  private async rememberContent(database: Database, { id, interval, instrument }: StoredSeries): Promise<void> {
    const series = this.store.instruments.seriesOf(instrument).find((one) => one.id === id);
    if (series === undefined || series.content !== undefined) return;
    const content = await storedContent(database, id, interval);
    await this.store.commit(database, [{ sql: 'UPDATE series SET content = ? WHERE id = ?', args: [content, id] }]);
  }

  /** The series the bars go to, and what makes it when it is not there. */
  private target(request: ImportBarsRequest, interval: BarInterval): Target {
    const { instruments } = this.store;
    const { symbol, source } = request;
    const held = this.holder(request);
    const instrument = held ?? Math.max(0, ...instruments.spells.map((spell) => spell.instrument)) + 1;
    const statements: Statement[] = [];
    if (held === undefined) {
      statements.push(
        { sql: 'INSERT INTO instruments (id) VALUES (?)', args: [instrument] },
        {
          sql: 'INSERT INTO spells (instrument, symbol, from_ms, to_ms) VALUES (?, ?, ?, NULL)',
          args: [instrument, symbol, BEGINNING_MS],
        },
      );
    }
    const known = instruments.seriesOf(instrument).find((one) => one.interval === interval);
    if (known !== undefined) return { series: known, statements };
    const id = Math.max(0, ...instruments.series.map((one) => one.id)) + 1;
    statements.push({
      sql: 'INSERT INTO series (id, instrument, interval, source) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
      args: [id, instrument, interval, source],
    });
    const nothing = {
      bars: 0,
      firstEndMs: Number.POSITIVE_INFINITY,
      lastEndMs: Number.NEGATIVE_INFINITY,
      content: undefined,
    };
    return { series: { id, instrument, interval, source, ...nothing }, statements };
  }

  private holder({ symbol, heldOn }: ImportBarsRequest): number | undefined {
    const { instruments } = this.store;
    if (heldOn === undefined) return instruments.newestSpell(symbol)?.instrument;
    const day = fromWireDate(heldOn);
    if (day === undefined) throw invalidArgument('held_on', 'is no date');
    const holder = instruments.holderAt(symbol, newYorkMidnight(day));
    if (holder === undefined) throw invalidArgument('held_on', `${symbol} named no instrument on that date`);
    return holder;
  }
}

interface Target {
  readonly series: StoredSeries;
  readonly statements: readonly Statement[];
}

function toFinding(one: RefusedRow, symbol: string, interval: BarInterval) {
  return { ...one, symbol, interval, severity: Finding_Severity.ERROR };
}
