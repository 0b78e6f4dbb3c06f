import { at, type Numbers, requireInteger } from '../numbers.js';
import { positiveColumn } from './column.js';

/** Simple return over `lag` bars at the newest bar: last / value `lag` bars before − 1; undefined when too short. */
export function returnOver(prices: Numbers, lag: number): number | undefined {
  requireInteger('lag', lag, 1);
  positiveColumn('prices', prices);
  const last = prices.length - 1;
  if (last < lag) return undefined;
  return at(prices, last) / at(prices, last - lag) - 1;
}

/** Logarithmic returns ln(price / previous price) from the price at `start` (default: the first) to the newest. */
export function logReturns(prices: Numbers, start = 0): Float64Array {
  requireInteger('start', start, 0);
  positiveColumn('prices', prices);
  const out = new Float64Array(Math.max(prices.length - 1 - start, 0));
  for (let k = 0; k < out.length; k++) out[k] = Math.log(at(prices, start + k + 1) / at(prices, start + k));
  return out;
}
