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
