import { QuantError } from '../quant-error.js';
import { requireAtLeastZero } from './option-input.js';

/** A cash dividend per share: the years from now until the shares trade without it, and how much is paid. */
export interface CashDividend {
  readonly years: number;
  readonly amount: number;
}

/** Value at the time `from` of the dividends after it. */
export function dividendsValue(dividends: readonly CashDividend[], rate: number, from: number): number {
  let sum = 0;
  for (const { years, amount } of dividends) {
    if (years > from) sum += amount * Math.exp(-rate * (years - from));
  }
  return sum;
}

/**
 * The dividends before an option expires.
 * @throws QuantError for a time or an amount below 0, and for dividends that are worth as much as the spot
 */
export function dividendsBefore(
  expiry: number,
  dividends: readonly CashDividend[],
  rate: number,
  spot: number,
): readonly CashDividend[] {
  for (const [index, { years, amount }] of dividends.entries()) {
    requireAtLeastZero(`dividends[${index}].years`, years);
    requireAtLeastZero(`dividends[${index}].amount`, amount);
  }
  const before = dividends.filter(({ years }) => years <= expiry);
  if (dividendsValue(before, rate, 0) >= spot) {
    throw new QuantError('dividends', `are worth as much as the spot of ${spot}`);
  }
  return before;
}
