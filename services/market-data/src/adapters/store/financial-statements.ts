import { clone, fromBinary, toBinary } from '@bufbuild/protobuf';
import { millis } from '@cream/domain';
import { type FinancialStatement, FinancialStatementSchema, FiscalPeriod, StatementKind } from '@cream/proto/market';
import { blob, type Database, int, type Row, text } from '@cream/storage';
import { compareText } from '../../app/compare-text.js';
import { dateText } from '../../calendar/civil-date.js';
import type { ImportTotals } from './import-totals.js';
import type { MarketStore } from './market-store.js';
import { publicationConflict } from './publication-conflict.js';
import { settled } from './settled.js';

export interface StatementsQuery {
  readonly symbols: readonly string[];
  readonly kinds: readonly StatementKind[];
  readonly periods: readonly FiscalPeriod[];
  /** UTC milliseconds. */
  readonly asOfMs: number;
  /** The newest so many fiscal dates of each symbol, kind and period; undefined: all. */
  readonly limit: number | undefined;
}

/** A statement and the day number of its fiscal date. */
export interface OfferedStatement {
  readonly statement: FinancialStatement;
  readonly fiscalDay: number;
}

/** Financial statements with their restatements. */
export class FinancialStatements {
  constructor(private readonly store: MarketStore) {}

  /** Of each fiscal date the newest known by the time; by symbol, kind, period and fiscal date, oldest first. */
  async list({ symbols, kinds, periods, asOfMs, limit }: StatementsQuery): Promise<FinancialStatement[]> {
    // SQLite takes the bare columns from the row that has the maximum.
    const sql = `
      SELECT content, imported_from, max(known_ms) AS known_ms FROM statements
      WHERE symbol = ? AND kind = ? AND period = ? AND known_ms <= ?
      GROUP BY fiscal_day ORDER BY fiscal_day DESC LIMIT ?`;
    const found: FinancialStatement[] = [];
    for (const symbol of [...new Set(symbols)].sort()) {
      for (const kind of kinds) {
        for (const period of periods) {
          const rows = await this.store.rows(sql, [symbol, kind, period, asOfMs, limit ?? -1], toStatement);
          found.push(...rows.reverse());
        }
      }
    }
    return found;
  }

  /** Writes statements: all of them or none. One that is stored stays as it is; other numbers for it are a finding. */
  take(offered: readonly OfferedStatement[], source: string): Promise<ImportTotals> {
    return this.store.exclusively(async (database) => {
      const result = settled(offered.map(offerOf), await stored(database, offered));
      const statements = result.fresh.map(({ statement, fiscalDay, knownMs, content }) => ({
        sql: `INSERT INTO statements (symbol, kind, period, fiscal_day, known_ms, content, imported_from)
              VALUES (?, ?, ?, ?, ?, ?, ?)`,
        args: [statement.symbol, statement.kind, statement.period, fiscalDay, knownMs, content, source],
      }));
      const conflicts = result.contradictions.map(({ offered: offer, stored: before }) => {
        const said = fromBinary(FinancialStatementSchema, before as Uint8Array);
        const name = `${StatementKind[offer.statement.kind]} ${FiscalPeriod[offer.statement.period]}`;
        return publicationConflict({
          origin: `statements ${source}`,
          subject: offer.statement.symbol,
          knownMs: offer.knownMs,
          observed: `${name} ${dateText(offer.fiscalDay)}: ${differing(offer.statement, said)}`,
          expected: differing(said, offer.statement),
        });
      });
      if (statements.length + conflicts.length > 0) await database.write([...statements, ...conflicts]);
      return result.totals;
    });
  }
}

interface Offer extends OfferedStatement {
  readonly key: string;
  readonly content: Uint8Array;
  readonly knownMs: number;
}

function offerOf({ statement: given, fiscalDay }: OfferedStatement): Offer {
  const statement = clone(FinancialStatementSchema, given);
  statement.source = '';
  statement.items = statement.items.toSorted((a, b) => compareText(a.name, b.name));
  const knownMs = millis(given.knownAt, 'known_at');
  const key = keyOf(statement.symbol, statement.kind, statement.period, fiscalDay, knownMs);
  return { key, content: toBinary(FinancialStatementSchema, statement), statement, fiscalDay, knownMs };
}

function keyOf(...parts: readonly (string | number)[]): string {
  return parts.join(' ');
}

async function stored(database: Database, offered: readonly OfferedStatement[]): Promise<Map<string, Uint8Array>> {
  const symbols = JSON.stringify([...new Set(offered.map(({ statement }) => statement.symbol))]);
  const sql = 'SELECT * FROM statements WHERE symbol IN (SELECT value FROM json_each(?))';
  const rows = await database.all(sql, [symbols], (row): [string, Uint8Array] => {
    const [kind, period, day, known] = ['kind', 'period', 'fiscal_day', 'known_ms'].map((name) => int(row, name));
    return [keyOf(text(row, 'symbol'), kind ?? 0, period ?? 0, day ?? 0, known ?? 0), blob(row, 'content')];
  });
  return new Map(rows);
}

/** The items of one that the other does not have alike. */
function differing(one: FinancialStatement, other: FinancialStatement): string {
  const known = new Set(other.items.map(({ name, value }) => `${name} ${value?.value}`));
  const own = one.items.map(({ name, value }) => `${name} ${value?.value}`).filter((text) => !known.has(text));
  return own.length === 0 ? `currency ${JSON.stringify(one.currency)}` : own.join(', ');
}

function toStatement(row: Row): FinancialStatement {
  const statement = fromBinary(FinancialStatementSchema, blob(row, 'content'));
  statement.source = text(row, 'imported_from');
  return statement;
}
