import { QuantError } from '../quant-error.js';
import { requireAtLeastZero } from './option-input.js';

/** A cash dividend per share: the years from now until the shares trade without it, and how much is paid. */
export interface CashDividend {
  readonly years: number;
  readonly amount: number;
}

/** The dividends still to come: that part of the spot which does not move at random. */
export interface Escrow {
  /** When the shares begin to trade without a dividend, in years from now. */
  readonly times: readonly number[];
  /** What the dividends from a time on are then worth: with one of that very time, or without it. */
  readonly worth: (years: number, side: 'before' | 'after') => number;
}

/**
 * @param carry rate less dividend yield: the yield is paid on the whole spot, the escrowed part included, so that this is
 *   what the part grows by
 */
export function escrowOf(dividends: readonly CashDividend[], carry: number): Escrow {
  return {
    times: dividends.map(({ years }) => years),
    worth: (from, side) => {
      let sum = 0;
      for (const { years, amount } of dividends) {
        if (years > from || (years === from && side === 'before')) sum += amount * Math.exp(-carry * (years - from));
      }
      return sum;
    },
  };
}

/**
 * The dividends before an option expires.
 * @throws QuantError for a time or an amount below 0, and for dividends that are worth as much as the spot
 */
export function dividendsBefore(
  expiry: number,
  dividends: readonly CashDividend[],
  carry: number,
  spot: number,
): readonly CashDividend[] {
  for (const [index, { years, amount }] of dividends.entries()) {
    requireAtLeastZero(`dividends[${index}].years`, years);
    requireAtLeastZero(`dividends[${index}].amount`, amount);
  }
  const before = dividends.filter(({ years }) => years > 0 && years <= expiry);
  if (escrowOf(before, carry).worth(0, 'after') >= spot) {
    throw new QuantError('dividends', `are worth as much as the spot of ${spot}`);
  }
  return before;
}
