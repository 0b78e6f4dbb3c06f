import { marketStatusAt } from './market-status.js';
import type { TradingCalendar } from './trading-calendar.js';

/** A cycle that begins later than this before the close may decide on a market that has closed. */
export const MINUTES_TO_CLOSE = 5;

/**
 * Whether a trading cycle may start at a UTC time in milliseconds: inside the regular session, with at least five minutes
 * of it left. At exactly five it may. False as well where the calendar does not know the date.
 */
export function canStartCycle(calendar: TradingCalendar, timeMs: number): boolean {
  const minutesToClose = marketStatusAt(calendar, timeMs)?.minutesToClose;
  return minutesToClose !== undefined && minutesToClose >= MINUTES_TO_CLOSE;
}
