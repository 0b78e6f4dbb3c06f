import { Finding_Code, Finding_Severity } from '@cream/proto/market';
import { type Database, int, type Statement, text } from '@cream/storage';
import { compareText } from '../../app/compare-text.js';
import { dateText } from '../../calendar/civil-date.js';
import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import { insertFinding } from './finding-rows.js';
import type { ImportTotals } from './import-totals.js';
import type { MarketStore } from './market-store.js';

/** What a fund held at the end of a date. Weights are canonical decimal texts, ratios. */
export interface OfferedHoldings {
  readonly day: number;
  readonly visibleMs: number;
  readonly holdings: readonly { readonly symbol: string; readonly weight: string }[];
}

/** Writes the holdings of a fund: all dates or none, each date once. */
export class HoldingsImport {
  constructor(private readonly store: MarketStore) {}

  /** Holdings of a date that are stored stay as they are; others for them are a finding. */
  take(fund: string, dates: readonly OfferedHoldings[], source: string): Promise<ImportTotals> {
    return this.store.exclusively(async (database) => {
      const totals = { inserted: 0, unchanged: 0, conflicts: 0 };
      const statements: Statement[] = [];
      let id = (await database.get('SELECT max(id) AS id FROM holding_dates', [], (row) => Number(row.id ?? 0))) ?? 0;
      const taken = new Map<number, string>();
      for (const offered of dates) {
        const now = said(offered);
        const before = taken.get(offered.day) ?? (await storedText(database, fund, offered.day));
        if (before === now) totals.unchanged += 1;
        else if (before !== undefined) {
          totals.conflicts += 1;
          statements.push(conflict(fund, offered.day, now, before, source));
        } else {
          totals.inserted += 1;
          id += 1;
          taken.set(offered.day, now);
          statements.push(...insert(id, fund, offered, source));
        }
      }
      if (statements.length > 0) await database.write(statements);
      return totals;
    });
  }
}

function insert(id: number, fund: string, offered: OfferedHoldings, source: string): Statement[] {
  const { day, visibleMs, holdings } = offered;
  const date = {
    sql: 'INSERT INTO holding_dates (id, fund, day, visible_ms, source) VALUES (?, ?, ?, ?, ?)',
    args: [id, fund, day, visibleMs, source],
  };
  const rows = holdings.map(({ symbol, weight }) => ({
    sql: 'INSERT INTO holdings (holding_date, symbol, weight) VALUES (?, ?, ?)',
    args: [id, symbol, weight],
  }));
  return [date, ...rows];
}

async function storedText(database: Database, fund: string, day: number): Promise<string | undefined> {
  const dateSql = 'SELECT id, visible_ms FROM holding_dates WHERE fund = ? AND day = ?';
  const date = await database.get(dateSql, [fund, day], (row) => ({
    id: int(row, 'id'),
    visibleMs: int(row, 'visible_ms'),
  }));
  if (date === undefined) return undefined;
  const sql = 'SELECT symbol, weight FROM holdings WHERE holding_date = ?';
  const holdings = await database.all(sql, [date.id], (row) => ({
    symbol: text(row, 'symbol'),
    weight: text(row, 'weight'),
  }));
  return said({ day, visibleMs: date.visibleMs, holdings });
}

function said({ visibleMs, holdings }: OfferedHoldings): string {
  const sorted = holdings.toSorted((a, b) => compareText(a.symbol, b.symbol));
  return `visible ${new Date(visibleMs).toISOString()}: ${sorted.map((one) => `${one.symbol} ${one.weight}`).join(', ')}`;
}

function conflict(fund: string, day: number, observed: string, expected: string, source: string): Statement {
  return insertFinding(`holdings ${source}`, {
    code: Finding_Code.CONFLICT,
    severity: Finding_Severity.ERROR,
    symbol: fund,
    interval: 0,
    timeMs: newYorkMidnight(day),
    line: 0,
    observed: `${dateText(day)} ${shortened(observed)}`,
    expected: shortened(expected),
    row: '',
  });
}

const LONGEST = 300;

function shortened(said: string): string {
  return said.length <= LONGEST ? said : `${said.slice(0, LONGEST)}…`;
}
