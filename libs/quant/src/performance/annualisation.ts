import { requireAbove } from '../numbers.js';
import { QuantError } from '../quant-error.js';

/** Bar lengths, named as the contract's BarInterval. */
export type IntervalName =
  | 'ONE_MINUTE'
  | 'FIVE_MINUTES'
  | 'FIFTEEN_MINUTES'
  | 'THIRTY_MINUTES'
  | 'ONE_HOUR'
  | 'ONE_DAY';

const SESSIONS_PER_YEAR = 252;
const SESSION_MINUTES = 390;

/**
 * Bars a year of US equity trading has: 252 sessions of 6.5 hours. An hourly year is 252 × 6.5 = 1638 bars; counting 24
 * hours a day would nearly double every annualised figure.
 */
export const PERIODS_PER_YEAR: Readonly<Record<IntervalName, number>> = {
  ONE_MINUTE: SESSIONS_PER_YEAR * SESSION_MINUTES,
  FIVE_MINUTES: (SESSIONS_PER_YEAR * SESSION_MINUTES) / 5,
  FIFTEEN_MINUTES: (SESSIONS_PER_YEAR * SESSION_MINUTES) / 15,
  THIRTY_MINUTES: (SESSIONS_PER_YEAR * SESSION_MINUTES) / 30,
  ONE_HOUR: (SESSIONS_PER_YEAR * SESSION_MINUTES) / 60,
  ONE_DAY: SESSIONS_PER_YEAR,
};

/**
 * Bars a year of any bar length and calendar, for what PERIODS_PER_YEAR does not name: sessions × minutes of a session /
 * minutes of a bar. Defaults are those of US equities (252 sessions of 390 minutes).
 */
export function periodsPerYear(
  barMinutes: number,
  sessionsPerYear: number = SESSIONS_PER_YEAR,
  sessionMinutes: number = SESSION_MINUTES,
): number {
  requireAbove('barMinutes', barMinutes, 0);
  requireAbove('sessionsPerYear', sessionsPerYear, 0);
  requireAbove('sessionMinutes', sessionMinutes, 0);
  const periods = (sessionsPerYear * sessionMinutes) / barMinutes;
  if (periods === Infinity)
    throw new QuantError('barMinutes', `makes more periods than a number can hold, got ${barMinutes}`);
  return periods;
}

/** The rate a period that compounds to an annual rate: (1 + annual)^(1 / periodsPerYear) − 1. Above −1 only. */
export function ratePerPeriod(annualRate: number, periodsPerYear: number): number {
  requireAbove('annualRate', annualRate, -1);
  requireAbove('periodsPerYear', periodsPerYear, 0);
  const rate = Math.expm1(Math.log1p(annualRate) / periodsPerYear);
  if (rate === Infinity)
    throw new QuantError('periodsPerYear', `makes the rate more than a number can hold, got ${periodsPerYear}`);
  return rate;
}
