import { at, LARGEST, type Numbers } from '../numbers.js';
import { QuantError } from '../quant-error.js';

/** Throws a QuantError for a price that is not finite or beyond 1e100 either way. */
export function requirePatternPrice(parameter: string, price: number, index: number): void {
  if (!(Math.abs(price) <= LARGEST)) {
    throw new QuantError(parameter, `must be finite and within ±${LARGEST}, got ${price}`, index);
  }
}

export function requirePatternPrices(parameter: string, prices: Numbers): void {
  for (let i = 0; i < prices.length; i++) requirePatternPrice(parameter, at(prices, i), i);
}
