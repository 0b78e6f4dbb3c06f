import { Decimal } from '@cream/domain';
import { MarketDataError } from '../../app/market-data-error.js';
import type { InstrumentFact } from '../../app/universe/market-cap.js';
import { SECTORS, type Sector, sectorOf } from '../../app/universe/sectors.js';
import { type ColumnNames, readTable, type TableRow } from './table.js';

type Column = 'symbol' | 'known_at' | 'sector' | 'shares_outstanding' | 'market_cap';

const COLUMNS: ColumnNames<Column> = {
  symbol: ['symbol', 'ticker'],
  known_at: ['known_at', 'accepted_at'],
  sector: ['sector', 'gics_sector', 'gics sector'],
  shares_outstanding: ['shares_outstanding', 'shares outstanding'],
  market_cap: ['market_cap', 'market_capitalization', 'market cap'],
};
const SAYING = ['sector', 'shares_outstanding', 'market_cap'] as const;

/**
 * Facts of instruments in a CSV file with the columns symbol, known_at and any of sector, shares_outstanding and market_cap. An
 * empty cell says nothing.
 * @param knownMs when a file became known that does not say it, UTC milliseconds
 * @throws MarketDataError naming file and line
 */
export function factFileFacts(file: string, knownMs: number | undefined): InstrumentFact[] {
  const facts: InstrumentFact[] = [];
  readTable(file, COLUMNS, ['symbol'], (row) => {
    const place = { file, line: 1 };
    if (!row.has('known_at') && knownMs === undefined) {
      throw new MarketDataError('BAD_HEADER', 'the header has no column "known_at", and no date was given', place);
    }
    if (!SAYING.some((column) => row.has(column))) {
      throw new MarketDataError('BAD_HEADER', `the header has none of ${SAYING.join(', ')}`, place);
    }
    const fact = {
      symbol: row.symbol('symbol'),
      knownMs: row.has('known_at') ? row.knownFrom('known_at') : (knownMs ?? 0),
      sector: sector(row),
      sharesOutstanding: positive(row, 'shares_outstanding'),
      marketCap: positive(row, 'market_cap'),
    };
    if (SAYING.every((column) => row.text(column) === '')) throw row.fail(`${fact.symbol}: the row says nothing`);
    facts.push(fact);
  });
  if (facts.length === 0) throw new MarketDataError('FILE_EMPTY', 'the file has no facts', { file });
  return facts;
}

function sector(row: TableRow<Column>): Sector | undefined {
  const name = row.text('sector');
  if (name === '') return undefined;
  const known = sectorOf(name);
  if (known !== undefined) return known;
  throw row.fail(`sector ${JSON.stringify(name)} is no GICS sector: they are ${SECTORS.join(', ')}`);
}

function positive(row: TableRow<Column>, column: Column): string | undefined {
  if (row.text(column) === '') return undefined;
  const text = row.decimal(column);
  if (new Decimal(text).gt(0)) return text;
  throw row.fail(`${column} "${row.text(column)}" is not above zero`);
}
