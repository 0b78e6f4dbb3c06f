import { Decimal } from '@cream/domain';
import type { TradingCosts } from './book.js';

/** Fraction digits of a simulated price and of its fees. What is finer is rounded against whoever trades. */
export const PRICE_DIGITS = 6;
const BASIS_POINTS = new Decimal(10_000);
const ONE = new Decimal(1);

/** A price moved against whoever trades: up for a buyer, down for a seller. */
export function slipped(price: Decimal, buy: boolean, costs: TradingCosts): Decimal {
  const share = costs.slippageBps.div(BASIS_POINTS);
  return rounded(price.times(buy ? ONE.plus(share) : ONE.minus(share)), buy);
}

/** A price with 6 fraction digits: up for a buyer, down for a seller. */
export function rounded(price: Decimal, buy: boolean): Decimal {
  return price.toDecimalPlaces(PRICE_DIGITS, buy ? Decimal.ROUND_CEIL : Decimal.ROUND_FLOOR);
}

/** Where a limit order fills at a price at least as good as its limit: there, and never beyond the limit by rounding. */
export function withinLimit(price: Decimal, limit: Decimal, buy: boolean): Decimal {
  const whole = rounded(price, buy);
  return buy ? Decimal.min(whole, limit) : Decimal.max(whole, limit);
}

/** Fees in USD of a fill, 6 fraction digits, rounded up. */
export function feesOf(quantity: Decimal, price: Decimal, costs: TradingCosts): Decimal {
  return quantity.times(price).times(costs.feeBps).div(BASIS_POINTS).toDecimalPlaces(PRICE_DIGITS, Decimal.ROUND_CEIL);
}
