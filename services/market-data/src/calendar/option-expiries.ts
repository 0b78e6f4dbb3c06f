import { DAY_MS, dayNumber } from './civil-date.js';
import type { TradingCalendar } from './trading-calendar.js';

const FRIDAY = 5;

/** Index and fund options that are commonly listed with a series for every session. Which are is each exchange's decision. */
export const DAILY_EXPIRY_UNDERLYINGS: ReadonlySet<string> = new Set(['SPY', 'QQQ', 'IWM', 'SPX', 'NDX', 'RUT', 'XSP']);

export type ExpiryKind = 'monthly' | 'weekly' | 'daily';

/** The last day on which an option series trades, as a day number. */
export interface OptionExpiry {
  readonly day: number;
  readonly kind: ExpiryKind;
}

/**
 * The standard expiry of a month (1–12): its third Friday, or the session before when the exchange is closed that day. Until January 2015 the contracts lapsed in law on the Saturday after it, and
 * their symbols carry that Saturday; the last day of trading, given here, was the same.
 * @returns undefined when the calendar does not know that Friday
 */
export function monthlyExpiry(calendar: TradingCalendar, year: number, month: number): number | undefined {
  const first = dayNumber(year, month, 1);
  return lastSessionUntil(calendar, first + ((FRIDAY - weekday(first) + 7) % 7) + 14);
}

/**
 * The expiry of the week that holds a date: its Friday, or the session before when the exchange is closed that day. In the
 * week of the third Friday it is the monthly one.
 * @returns undefined when the calendar does not know that Friday
 */
export function weeklyExpiry(calendar: TradingCalendar, day: number): number | undefined {
  return lastSessionUntil(calendar, day + FRIDAY - weekday(day));
}

/**
 * Every expiry of an underlying in [from, to], in order, each date once and under its most standard kind: monthly before
 * weekly before daily. These are the dates the rules give today; which of them an exchange had listed at some time for an
 * underlying (weekly series began in 2005, daily ones in 2022) only an option chain can say.
 *
 * They are the dates of options on shares and funds. Index options settled at the opening (the monthly ones of SPX, NDX and
 * RUT) trade until the session before, and VIX options expire on Wednesdays, 30 days before an expiry of SPX.
 */
export function optionExpiriesBetween(
  calendar: TradingCalendar,
  underlying: string,
  from: number,
  to: number,
): readonly OptionExpiry[] {
  const daily = DAILY_EXPIRY_UNDERLYINGS.has(underlying);
  const expiries: OptionExpiry[] = [];
  for (const { day } of calendar.sessionsBetween(from, to)) {
    if (weeklyExpiry(calendar, day) === day)
      expiries.push({ day, kind: isMonthly(calendar, day) ? 'monthly' : 'weekly' });
    else if (daily) expiries.push({ day, kind: 'daily' });
  }
  return expiries;
}

function isMonthly(calendar: TradingCalendar, day: number): boolean {
  const date = new Date(day * DAY_MS);
  return monthlyExpiry(calendar, date.getUTCFullYear(), date.getUTCMonth() + 1) === day;
}

function lastSessionUntil(calendar: TradingCalendar, friday: number): number | undefined {
  if (!calendar.covers(friday)) return undefined;
  return calendar.isSession(friday) ? friday : calendar.sessionBefore(friday)?.day;
}

/** 0 is Sunday. */
function weekday(day: number): number {
  return new Date(day * DAY_MS).getUTCDay();
}
