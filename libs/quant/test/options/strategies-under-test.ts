import type { Leg, OptionRight } from '../../src/index.js';

/** Contracts of an option on a hundred shares, expiring on day 30 unless said otherwise. */
export function option(contracts: number, right: OptionRight, strike: number, price: number, expiry = 30): Leg {
  return { kind: 'option', right, strike, expiry, contracts, multiplier: 100, price };
}

export const call = (contracts: number, strike: number, price: number, expiry?: number): Leg =>
  option(contracts, 'call', strike, price, expiry);
export const put = (contracts: number, strike: number, price: number, expiry?: number): Leg =>
  option(contracts, 'put', strike, price, expiry);
export const shares = (quantity: number, price: number): Leg => ({ kind: 'shares', shares: quantity, price });

/** The other side of every leg. */
export function reversed(legs: readonly Leg[]): Leg[] {
  return legs.map((leg) =>
    leg.kind === 'shares' ? { ...leg, shares: -leg.shares } : { ...leg, contracts: -leg.contracts },
  );
}
