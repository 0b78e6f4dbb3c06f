import { createHash } from 'node:crypto';
import { invalidArgument } from '@cream/grpc';
import { BarInterval, Finding_Code, Finding_Severity, type ImportBarsRequest } from '@cream/proto/market';
import { blob, type Database, int, intOrUndefined, type Row, type Statement, textOrUndefined } from '@cream/storage';
import { BEGINNING_MS, type StoredSeries } from '../../app/instruments.js';
import { fromWireDate } from '../../calendar/civil-date.js';
import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import { type Piece, type RefusedRow, readPiece } from '../csv/piece.js';
import { intervalOf, type PlacedPiece, placePiece } from '../csv/placed-piece.js';
import type { TimeForm } from '../csv/time-cell.js';
import { type Block, blockOf, mergeBlocks } from './blocks.js';
import { insertFinding } from './finding-rows.js';
import { floats } from './floats.js';
import type { MarketStore } from './market-store.js';
import { storedContent } from './stored-content.js';

const LINE_FEED = 0x0a;
const FIRST_ROW_LINE = 2;

/** How far a file is read. */
export interface ImportState {
  readonly form: TimeForm | undefined;
  readonly interval: BarInterval;
  readonly nextOffset: number;
  readonly nextLine: number;
  readonly lastStartMs: number | undefined;
  readonly complete: boolean;
  readonly inserted: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly quarantined: number;
}

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
      const state = known ?? fresh(request);
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
    const written = target === undefined ? NOTHING : await writeBlocks(database, target, placed, piece);
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

interface Written {
  readonly statements: readonly Statement[];
  readonly inserted: number;
  readonly unchanged: number;
  readonly conflicts: readonly RefusedRow[];
}

const NOTHING: Written = { statements: [], inserted: 0, unchanged: 0, conflicts: [] };

async function writeBlocks(
  database: Database,
  { series }: Target,
  placed: PlacedPiece,
  piece: Piece,
): Promise<Written> {
  const statements: Statement[] = [];
  const conflicts: RefusedRow[] = [];
  let { firstEndMs, lastEndMs } = series;
  let [inserted, unchanged] = [0, 0];
  for (let from = 0; from < placed.rows.length; ) {
    const number = blockOf(series.interval, placed.days[from] ?? 0);
    let to = from + 1;
    while (to < placed.rows.length && blockOf(series.interval, placed.days[to] ?? 0) === number) to += 1;
    const offered = blockFrom(placed, piece, from, to);
    const merge = mergeBlocks(await readBlock(database, series.id, number), offered);
    for (const { offered: index, stored } of merge.conflicts) {
      const row = placed.rows[from + index] ?? 0;
      conflicts.push({
        code: Finding_Code.CONFLICT,
        line: piece.lines[row] ?? 0,
        row: piece.text(row),
        timeMs: placed.starts[from + index],
        observed: piece.rows.fields(row).join(','),
        expected: stored,
      });
    }
    if (merge.inserted > 0) {
      firstEndMs = Math.min(firstEndMs, placed.ends[from] ?? firstEndMs);
      lastEndMs = Math.max(lastEndMs, placed.ends[to - 1] ?? lastEndMs);
      statements.push({
        sql: `INSERT INTO blocks (series, block, times, numbers) VALUES (?, ?, ?, ?)
              ON CONFLICT (series, block) DO UPDATE SET times = excluded.times, numbers = excluded.numbers`,
        args: [series.id, number, new Uint8Array(merge.block.times.buffer), merge.block.numbers],
      });
    }
    inserted += merge.inserted;
    unchanged += merge.unchanged;
    from = to;
  }
  if (inserted > 0) {
    statements.push({
      sql: 'UPDATE series SET bars = bars + ?, first_end_ms = ?, last_end_ms = ?, content = NULL WHERE id = ?',
      args: [inserted, firstEndMs, lastEndMs, series.id],
    });
  }
  return { statements, inserted, unchanged, conflicts };
}

function blockFrom(placed: PlacedPiece, piece: Piece, from: number, to: number): Block {
  const times = new Float64Array(2 * (to - from));
  const parts: Uint8Array[] = [];
  let begin = placed.rows[from] ?? 0;
  for (let i = from; i < to; i++) {
    times[2 * (i - from)] = placed.starts[i] ?? 0;
    times[2 * (i - from) + 1] = placed.ends[i] ?? 0;
    const row = placed.rows[i] ?? 0;
    const next = placed.rows[i + 1];
    // Rows that follow each other are one run of bytes.
    if (i + 1 === to || next !== row + 1) {
      parts.push(piece.rows.bytesOf(begin, row + 1));
      begin = next ?? 0;
    }
  }
  return { times, numbers: Buffer.concat(parts) };
}

async function readBlock(database: Database, series: number, block: number): Promise<Block | undefined> {
  const sql = 'SELECT times, numbers FROM blocks WHERE series = ? AND block = ?';
  return database.get(sql, [series, block], (row) => ({
    times: floats(blob(row, 'times')),
    numbers: blob(row, 'numbers'),
  }));
}

function toFinding(one: RefusedRow, symbol: string, interval: BarInterval) {
  return { ...one, symbol, interval, severity: Finding_Severity.ERROR };
}

/** A file is known by what it says and whose bars it is said to hold, not by its name. */
function importId({ symbol, interval, source, content, heldOn }: ImportBarsRequest): Uint8Array {
  const day = heldOn === undefined ? '' : `${heldOn.year}-${heldOn.month}-${heldOn.day}`;
  const hash = createHash('sha256').update(JSON.stringify([symbol, interval, source, day]));
  return hash.update(content?.sha256 ?? new Uint8Array()).digest();
}

function fresh({ header, interval }: ImportBarsRequest): ImportState {
  return {
    form: undefined,
    interval,
    nextOffset: header.length,
    nextLine: FIRST_ROW_LINE,
    lastStartMs: undefined,
    complete: false,
    inserted: 0,
    unchanged: 0,
    conflicts: 0,
    quarantined: 0,
  };
}

function toState(row: Row): ImportState {
  return {
    form: textOrUndefined(row, 'form') as TimeForm | undefined,
    interval: int(row, 'interval'),
    nextOffset: int(row, 'next_offset'),
    nextLine: int(row, 'next_line'),
    lastStartMs: intOrUndefined(row, 'last_start_ms'),
    complete: int(row, 'complete') === 1,
    inserted: int(row, 'inserted'),
    unchanged: int(row, 'unchanged'),
    conflicts: int(row, 'conflicts'),
    quarantined: int(row, 'quarantined'),
  };
}

function saveState(
  id: Uint8Array,
  series: number | undefined,
  request: ImportBarsRequest,
  state: ImportState,
): Statement {
  return {
    sql: 'INSERT OR REPLACE INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    args: [
      id,
      series ?? null,
      request.symbol,
      request.source,
      request.file,
      state.form ?? null,
      state.interval,
      state.nextOffset,
      state.nextLine,
      state.lastStartMs ?? null,
      state.complete,
      state.inserted,
      state.unchanged,
      state.conflicts,
      state.quarantined,
    ],
  };
}
