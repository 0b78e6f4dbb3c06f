import { Finding_Code, Finding_Severity } from '@cream/proto/market';
import { type Row, type Statement, textOrUndefined } from '@cream/storage';
import type { InstrumentFact } from '../../app/universe/market-cap.js';
import { insertFinding } from './finding-rows.js';
import type { ImportTotals } from './import-totals.js';
import type { MarketStore } from './market-store.js';

type Said = Pick<InstrumentFact, 'sector' | 'sharesOutstanding' | 'marketCap'>;

/** Writes facts of instruments: all of them or none, each once. */
export class FactImport {
  constructor(private readonly store: MarketStore) {}

  /** What is stored of a symbol and time stays as it is; another value for it is a finding. */
  take(facts: readonly InstrumentFact[], source: string): Promise<ImportTotals> {
    return this.store.exclusively(async (database) => {
      const totals = { inserted: 0, unchanged: 0, conflicts: 0 };
      const statements: Statement[] = [];
      const taken = new Map<string, string>();
      for (const fact of facts) {
        const { symbol, knownMs } = fact;
        const key = `${symbol} ${knownMs}`;
        const now = said(fact);
        const sql =
          'SELECT sector, shares_outstanding, market_cap FROM instrument_facts WHERE symbol = ? AND known_ms = ?';
        const before = taken.get(key) ?? (await database.get(sql, [symbol, knownMs], (row) => said(toSaid(row))));
        if (before === now) totals.unchanged += 1;
        else if (before !== undefined) {
          totals.conflicts += 1;
          statements.push(conflict(fact, now, before, source));
        } else {
          totals.inserted += 1;
          taken.set(key, now);
          statements.push(insert(fact, source));
        }
      }
      if (statements.length > 0) await database.write(statements);
      return totals;
    });
  }
}

function insert({ symbol, knownMs, sector, sharesOutstanding, marketCap }: InstrumentFact, source: string): Statement {
  return {
    sql: `INSERT INTO instrument_facts (symbol, known_ms, sector, shares_outstanding, market_cap, source)
          VALUES (?, ?, ?, ?, ?, ?)`,
    args: [symbol, knownMs, sector ?? null, sharesOutstanding ?? null, marketCap ?? null, source],
  };
}

function conflict({ symbol, knownMs }: InstrumentFact, observed: string, expected: string, source: string): Statement {
  const about = { symbol, interval: 0 as const, timeMs: knownMs, line: 0, row: '' };
  const severity = Finding_Severity.ERROR;
  return insertFinding(`facts ${source}`, { ...about, code: Finding_Code.CONFLICT, severity, observed, expected });
}

function toSaid(row: Row): { [K in keyof Said]: string | undefined } {
  return {
    sector: textOrUndefined(row, 'sector'),
    sharesOutstanding: textOrUndefined(row, 'shares_outstanding'),
    marketCap: textOrUndefined(row, 'market_cap'),
  };
}

function said({ sector, sharesOutstanding, marketCap }: { [K in keyof Said]: string | undefined }): string {
  const parts = [
    sector === undefined ? undefined : `sector ${sector}`,
    sharesOutstanding === undefined ? undefined : `${sharesOutstanding} shares`,
    marketCap === undefined ? undefined : `capitalisation ${marketCap}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}
