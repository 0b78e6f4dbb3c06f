import type { BarInterval } from '@cream/proto/market';
import { intervalMs } from '../../app/bar-interval.js';
import { newYorkDay, newYorkMidnight } from '../../calendar/new-york-clock.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';

/** Begin and end of a bar, UTC milliseconds. */
export interface BarTimes {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * When a bar that a vendor dates by its start begins and ends. A daily bar is its session, open to close; on a date the
 * calendar has no session for, the whole day of New York. An intraday bar is one interval long: vendors' hours run past the
 * close.
 * @param day the bar's date, when the vendor gives a date instead of a time
 */
export function barTimes(startMs: number, interval: BarInterval, calendar: TradingCalendar, day?: number): BarTimes {
  const length = intervalMs(interval);
  const date = day ?? newYorkDay(startMs);
  const session = calendar.sessionOf(date);
  if (length === undefined) {
    return session === undefined
      ? { startMs: newYorkMidnight(date), endMs: newYorkMidnight(date + 1) }
      : { startMs: session.openMs, endMs: session.closeMs };
  }
  return { startMs, endMs: startMs + length };
}
