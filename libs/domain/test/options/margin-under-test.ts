import { Decimal, type MarginOption, type MarginPosition } from '../../src/index.js';

const NEAR = '2026-01-16';
export const FAR = '2026-03-20';

function option(right: MarginOption['right']) {
  return (contracts: number, strike: number, price: number | string, expiration = NEAR): MarginOption => ({
    right,
    strike: new Decimal(strike),
    expiration,
    contracts,
    multiplier: new Decimal(100),
    price: new Decimal(price),
  });
}

/** Contracts on a hundred shares that expire in January unless said otherwise. */
export const call = option('call');
export const put = option('put');

/** All that is held on a share. */
export function holding(spot: number | string, shares: number, ...options: MarginOption[]): MarginPosition {
  return { spot: new Decimal(spot), shares: new Decimal(shares), options, underlying: 'equity' };
}

/** The other side of everything. */
export function reversed(position: MarginPosition): MarginPosition {
  return {
    ...position,
    shares: position.shares.neg(),
    options: position.options.map((leg) => ({ ...leg, contracts: -leg.contracts })),
  };
}
