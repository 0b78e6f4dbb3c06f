import { DAY_MS, Decimal } from '@cream/domain';
import type { CashEvent } from '../engine/fill.js';
import type { Instrument } from '../engine/instrument.js';
import { SimulationError } from '../simulation-error.js';

/** Midnight in New York lies at 4 or 5 hours UTC; no session is open at either. */
const MIDNIGHT_MS = 5 * 3_600_000;

/** What borrowing shares to sell them short costs. */
export interface BorrowSettings {
  /** A year's fee as a ratio of the value borrowed (0.03 is 3 %), by symbol. */
  readonly annualRate: (symbol: string) => number;
  /** Days of the year it is divided by; brokers use 360. */
  readonly dayCount?: 360 | 365;
}

/**
 * The fee for the nights between two times: units short × last close × rate × nights / day count, rounded up to the
 * millionth of a dollar. Weekends and holidays are nights too.
 * @returns undefined when nothing was borrowed overnight
 */
export function borrowFee(
  instrument: Instrument,
  sinceMs: number,
  untilMs: number,
  { annualRate, dayCount = 360 }: BorrowSettings,
): CashEvent | undefined {
  const nights = nightOf(untilMs) - nightOf(sinceMs);
  const { holding, symbol, mark } = instrument;
  if (nights <= 0 || holding.units >= 0 || instrument.option) return undefined;
  const rate = annualRate(symbol);
  if (!(Number.isFinite(rate) && rate >= 0)) throw new SimulationError('borrow.annualRate', `of ${symbol} is ${rate}`);
  const fee = new Decimal(-holding.units).times(mark).times(rate).times(nights).div(dayCount);
  const paid = fee.toDecimalPlaces(6, Decimal.ROUND_CEIL);
  return paid.isZero() ? undefined : { kind: 'BORROW', symbol, amount: paid.negated().toFixed(), timeMs: untilMs };
}

function nightOf(ms: number): number {
  return Math.floor((ms - MIDNIGHT_MS) / DAY_MS);
}
