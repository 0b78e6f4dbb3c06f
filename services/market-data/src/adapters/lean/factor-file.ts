import { CorporateAction_Kind } from '@cream/proto/market';
import { MarketDataError } from '../../app/market-data-error.js';
import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import type { OfferedAction } from '../store/action-import.js';
import { type LeanRow, readLeanRows } from './lean-rows.js';

/** Factors are written with seven digits; what follows from them is good to four. */
const DIGITS = 4;

interface Factors {
  readonly row: LeanRow;
  readonly price: number;
  readonly split: number;
  readonly close: number;
}

/**
 * The splits and dividends behind a LEAN factor file, `date,price factor,split factor,close`: a line holds for dates up to
 * its own, so what differs from the next line happened on the first session after it. A split's ratio is the quotient of the
 * split factors, a dividend `close × (1 - price factor / next price factor)`. The file does not know when something was
 * announced: it counts as announced when it takes effect.
 * @throws MarketDataError naming file and line
 */
export function factorFileActions(file: string, symbol: string, calendar: TradingCalendar): OfferedAction[] {
  const rows = readLeanRows(file).map((row) => factors(row, file));
  const actions: OfferedAction[] = [];
  for (const [i, { row, price, split, close }] of rows.entries()) {
    const next = rows[i + 1];
    if (next === undefined) break;
    const session = calendar.sessionsBetween(row.day + 1, row.day + 14)[0];
    const atMs = newYorkMidnight(session?.day ?? row.day + 1);
    const about = { symbol, announcedMs: atMs, effectiveMs: atMs, newSymbol: '' };
    const ratio = rounded(next.split / split);
    if (ratio !== '1') actions.push({ ...about, kind: CorporateAction_Kind.SPLIT, value: ratio });
    const dividend = rounded(close * (1 - price / next.price));
    if (price !== next.price && dividend !== '0') {
      actions.push({ ...about, kind: CorporateAction_Kind.DIVIDEND, value: dividend });
    }
  }
  return actions;
}

function factors(row: LeanRow, file: string): Factors {
  const [price, split, close] = row.cells.slice(0, 3).map(Number);
  if (price !== undefined && split !== undefined && close !== undefined && price > 0 && split > 0 && close >= 0) {
    return { row, price, split, close };
  }
  const text = 'a line is date, price factor, split factor and close, all numbers';
  throw new MarketDataError('BAD_NUMBER', text, { file, line: row.line });
}

function rounded(value: number): string {
  return String(Number(value.toFixed(DIGITS)));
}
