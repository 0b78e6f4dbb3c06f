import { at, type Numbers } from '../numbers.js';
import { QuantError } from '../quant-error.js';

/** No price is larger; beyond it sums and products of a few prices might be no numbers any more. */
const LARGEST_PRICE = 1e100;

/** Throws a QuantError for a price that is not finite or beyond 1e100 either way. */
export function requirePatternPrice(parameter: string, price: number, index: number): void {
  if (!(Math.abs(price) <= LARGEST_PRICE)) {
    throw new QuantError(parameter, `must be finite and within ±${LARGEST_PRICE}, got ${price}`, index);
  }
}

export function requirePatternPrices(parameter: string, prices: Numbers): void {
  for (let i = 0; i < prices.length; i++) requirePatternPrice(parameter, at(prices, i), i);
}
