import { UniverseInput_Kind } from '@cream/proto/market';
import { int, intOrUndefined, type Row, text, textOrUndefined } from '@cream/storage';
import type { InstrumentFact } from '../../app/universe/market-cap.js';
import type { NameInTime } from '../../app/universe/names-in-time.js';
import { sectorOf } from '../../app/universe/sectors.js';
import type { HoldingsAt, MemberSpell, StoredVersion, UniverseRecords } from '../../app/universe/universe-records.js';
import { newYorkDay } from '../../calendar/new-york-clock.js';
import type { MarketStore } from './market-store.js';
import type { UniverseVersions } from './universe-versions.js';

/** Something definitions can name: the first and last date, as day numbers, that anything is said about. */
export interface HeldInput {
  readonly kind: UniverseInput_Kind;
  readonly id: string;
  readonly rows: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** What is stored about universes, as it was known at a time. */
export class UniverseInputs implements UniverseRecords {
  constructor(
    private readonly store: MarketStore,
    private readonly stored: UniverseVersions,
  ) {}

  versions(): Promise<readonly StoredVersion[]> {
    return this.stored.all();
  }

  spellsBegun(indexId: string, asOfMs: number): Promise<readonly MemberSpell[]> {
    const sql = 'SELECT symbol, from_ms, to_ms FROM constituents WHERE index_id = ? AND from_ms <= ? ORDER BY id';
    return this.store.rows(sql, [indexId, asOfMs], toSpell);
  }

  async newestHoldings(fund: string, asOfMs: number): Promise<HoldingsAt | undefined> {
    const newest = `SELECT id, visible_ms FROM holding_dates WHERE fund = ? AND visible_ms <= ? ORDER BY day DESC LIMIT 1`;
    const [date] = await this.store.rows(newest, [fund, asOfMs], (row) => ({
      id: int(row, 'id'),
      visibleMs: int(row, 'visible_ms'),
    }));
    if (date === undefined) return undefined;
    const sql = 'SELECT symbol, weight FROM holdings WHERE holding_date = ? ORDER BY symbol';
    const holdings = await this.store.rows(sql, [date.id], (row) => ({
      symbol: text(row, 'symbol'),
      weight: text(row, 'weight'),
    }));
    return { visibleMs: date.visibleMs, holdings };
  }

  async factsOf(names: readonly NameInTime[], asOfMs: number): Promise<readonly InstrumentFact[]> {
    const sql = `SELECT * FROM instrument_facts WHERE symbol = ? AND known_ms >= ? AND known_ms < ? AND known_ms <= ?
                 ORDER BY known_ms`;
    const found = names.map(({ symbol, fromMs, toMs }) => this.store.rows(sql, [symbol, fromMs, toMs, asOfMs], toFact));
    return (await Promise.all(found)).flat();
  }

  /** What definitions can name, for people. */
  async held(): Promise<HeldInput[]> {
    const { INDEX, FUND, FACTS } = UniverseInput_Kind;
    const sql = `
      SELECT ${INDEX} AS kind, index_id AS id, count(*) AS rows, min(from_ms) AS first,
             max(coalesce(to_ms, from_ms)) AS last FROM constituents GROUP BY index_id
      UNION ALL
      SELECT ${FUND}, fund, count(*), min(day), max(day) FROM holding_dates
             JOIN holdings ON holding_date = holding_dates.id GROUP BY fund
      UNION ALL
      SELECT ${FACTS}, '', count(*), min(known_ms), max(known_ms) FROM instrument_facts HAVING count(*) > 0
      ORDER BY kind, id`;
    return this.store.rows(sql, [], (row) => {
      const kind = int(row, 'kind');
      // What counts from the end of a date was said about that date, not about the one it counts from.
      const dayOf = (value: number) => (kind === FUND ? value : newYorkDay(kind === FACTS ? value - 1 : value));
      const extent = { firstDay: dayOf(int(row, 'first')), lastDay: dayOf(int(row, 'last')) };
      return { kind, id: text(row, 'id'), rows: int(row, 'rows'), ...extent };
    });
  }
}

function toSpell(row: Row): MemberSpell {
  return { symbol: text(row, 'symbol'), fromMs: int(row, 'from_ms'), toMs: intOrUndefined(row, 'to_ms') };
}

function toFact(row: Row): InstrumentFact {
  const sector = textOrUndefined(row, 'sector');
  return {
    symbol: text(row, 'symbol'),
    knownMs: int(row, 'known_ms'),
    sector: sector === undefined ? undefined : sectorOf(sector),
    sharesOutstanding: textOrUndefined(row, 'shares_outstanding'),
    marketCap: textOrUndefined(row, 'market_cap'),
  };
}
