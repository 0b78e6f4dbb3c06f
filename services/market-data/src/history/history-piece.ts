import { BarInterval } from '@cream/proto/market';
import { dayOfText } from '../adapters/wire/dates.js';
import { DAY_MS, dateText } from '../calendar/civil-date.js';
import { newYorkDay, newYorkMidnight } from '../calendar/new-york-clock.js';

const POST_MARKET_END_MS = 20 * 3_600_000;

/** Dates in New York like `2016-03-01`, both inclusive. */
export interface DateSpan {
  readonly from: string;
  readonly to: string;
}

/**
 * A span in the pieces in which a vendor is asked, each stored as a whole: months of intraday bars, years of daily ones.
 * @returns none when the span ends before it begins
 */
export function historyPieces(interval: BarInterval, { from, to }: DateSpan): DateSpan[] {
  const unit = interval === BarInterval.ONE_DAY ? 4 : 7;
  const pieces: DateSpan[] = [];
  for (let start = from; start <= to; ) {
    const end = dateText(firstOfNext(start, unit) - 1);
    pieces.push({ from: start, to: end < to ? end : to });
    start = dateText(firstOfNext(start, unit));
  }
  return pieces;
}

/** A span in pieces of so many days, the last one shorter; none when it ends before it begins. */
export function daySpans({ from, to }: DateSpan, days: number): DateSpan[] {
  const last = dayOfText(to);
  const spans: DateSpan[] = [];
  for (let first = dayOfText(from); first <= last; first += days) {
    spans.push({ from: dateText(first), to: dateText(Math.min(last, first + days - 1)) });
  }
  return spans;
}

/** The last date in New York whose post-market is over: of a later one nobody has all bars yet. */
export function lastWholeDate(nowMs: number): string {
  const today = newYorkDay(nowMs);
  const over = nowMs >= newYorkMidnight(today) + POST_MARKET_END_MS;
  return dateText(over ? today : today - 1);
}

/** @param unit characters of a date that name its month (7) or year (4) */
function firstOfNext(date: string, unit: 4 | 7): number {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  return (unit === 4 ? Date.UTC(year + 1, 0, 1) : Date.UTC(year, month, 1)) / DAY_MS;
}
