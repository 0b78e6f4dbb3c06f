import { canonicalText, Decimal } from '@cream/domain';
import { MarketDataError } from '../../app/market-data-error.js';
import { type ColumnNames, readTable } from './table.js';

const COLUMNS: ColumnNames<'symbol' | 'weight' | 'weight_percent' | 'date' | 'published_at'> = {
  symbol: ['symbol', 'ticker'],
  weight: ['weight'],
  weight_percent: ['weight_percent', 'weight (%)', 'weight%', 'weight %'],
  date: ['date', 'as_of', 'as_of_date', 'holdings_date'],
  published_at: ['published_at', 'published'],
};
/** How files write what has no ticker: cash, futures. */
const NO_SYMBOL: ReadonlySet<string> = new Set(['', '-', '--']);

/** What a fund held at the end of a date (a day number). Weights are decimal texts, ratios. */
export interface HoldingsOfDate {
  readonly day: number;
  /** UTC milliseconds; undefined: the file does not say. */
  readonly publishedMs: number | undefined;
  readonly holdings: readonly { readonly symbol: string; readonly weight: string }[];
}

export interface HoldingsFile {
  /** Oldest first. */
  readonly dates: readonly HoldingsOfDate[];
  /** Rows without a symbol, which were left out. */
  readonly skipped: number;
}

/**
 * The holdings of a fund in a CSV file with the columns symbol, weight (a ratio) or weight_percent, and, for several dates in
 * one file, date and published_at.
 * @param given date and publication of a file that does not say them
 * @throws MarketDataError naming file and line
 */
export function holdingsFileDates(
  file: string,
  given: { readonly day?: number | undefined; readonly publishedMs?: number | undefined },
): HoldingsFile {
  const dates = new Map<number, { publishedMs: number | undefined; holdings: Map<string, string> }>();
  let skipped = 0;
  readTable(file, COLUMNS, ['symbol'], (row) => {
    const day = row.has('date') ? row.day('date') : given.day;
    if (day === undefined) {
      throw new MarketDataError('BAD_HEADER', 'the header has no column "date", and no date was given', {
        file,
        line: 1,
      });
    }
    if (!row.has('weight') && !row.has('weight_percent')) {
      throw new MarketDataError('BAD_HEADER', 'the header has no column "weight" or "weight_percent"', {
        file,
        line: 1,
      });
    }
    if (NO_SYMBOL.has(row.text('symbol'))) {
      skipped += 1;
      return;
    }
    const symbol = row.symbol('symbol');
    const weight = row.has('weight') ? row.decimal('weight') : hundredth(row.decimal('weight_percent'));
    if (new Decimal(weight).abs().gt(1)) {
      throw row.fail(`weight ${weight} is above 1: name the column weight_percent when it holds percents`);
    }
    const publishedMs = row.text('published_at') === '' ? given.publishedMs : row.knownFrom('published_at');
    const date = dates.get(day) ?? { publishedMs, holdings: new Map<string, string>() };
    if (date.publishedMs !== publishedMs) throw row.fail('published_at differs from that of the rows before');
    if (date.holdings.has(symbol)) throw row.fail(`${symbol} is there twice`);
    date.holdings.set(symbol, weight);
    dates.set(day, date);
  });
  if (dates.size === 0) throw new MarketDataError('FILE_EMPTY', 'the file has no holdings', { file });
  const inOrder = [...dates].sort(([a], [b]) => a - b);
  return {
    dates: inOrder.map(([day, { publishedMs, holdings }]) => {
      return { day, publishedMs, holdings: [...holdings].map(([symbol, weight]) => ({ symbol, weight })) };
    }),
    skipped,
  };
}

function hundredth(percent: string): string {
  return canonicalText(new Decimal(percent).div(100));
}
