import { at, type Numbers, requireInteger, requirePositive } from './numbers.js';

/** Simple returns over `lag` bars at the newest bar: last / value `lag` bars before − 1; undefined when too short. */
export function returnOver(prices: Numbers, lag: number): number | undefined {
  requireInteger('lag', lag, 1);
  requirePositive('prices', prices);
  const last = prices.length - 1;
  if (last < lag) return undefined;
  return at(prices, last) / at(prices, last - lag) - 1;
}

/** Logarithmic returns from bar to bar: ln(price / previous price), one fewer than there are prices. */
export function logReturns(prices: Numbers): Float64Array {
  requirePositive('prices', prices);
  const out = new Float64Array(Math.max(prices.length - 1, 0));
  for (let i = 0; i < out.length; i++) out[i] = Math.log(at(prices, i + 1) / at(prices, i));
  return out;
}
