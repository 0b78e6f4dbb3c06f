import { Decimal } from '@cream/domain';
import type { TradingCosts } from './book.js';

/** Fraction digits of a simulated price. */
export const PRICE_DIGITS = 6;
const BASIS_POINTS = new Decimal(10_000);

/** A price moved against whoever trades: up for a buyer, down for a seller; 6 fraction digits. */
export function slipped(price: Decimal, buy: boolean, costs: TradingCosts): Decimal {
  const share = costs.slippageBps.div(BASIS_POINTS);
  return rounded(price.times(buy ? share.plus(1) : new Decimal(1).minus(share)));
}

/** A price with 6 fraction digits, half-even. */
export function rounded(price: Decimal): Decimal {
  return price.toDecimalPlaces(PRICE_DIGITS);
}

/** Fees in USD of a fill, 6 fraction digits. */
export function feesOf(quantity: Decimal, price: Decimal, costs: TradingCosts): Decimal {
  return rounded(quantity.times(price).times(costs.feeBps).div(BASIS_POINTS));
}
