import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';

/**
 * When options of an expiration day trade no more: at the close of its session, or of the one before for a day without one, as
 * the Saturdays of monthly series until 2015. Beyond the calendar nobody knows the session: at the day's end in New York.
 * @returns UTC milliseconds
 */
export function optionExpiryMs(day: number, calendar: TradingCalendar): number {
  const session = calendar.covers(day) ? (calendar.sessionOf(day) ?? calendar.sessionBefore(day)) : undefined;
  return session?.closeMs ?? newYorkMidnight(day + 1);
}
