import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';

/**
 * When options of an expiration day end: with its session. A day without one, as older Saturdays and holidays that came
 * later, ends at its midnight in New York: late rather than early.
 * @returns UTC milliseconds
 */
export function optionExpiryMs(day: number, calendar: TradingCalendar): number {
  return calendar.sessionOf(day)?.closeMs ?? newYorkMidnight(day + 1);
}
