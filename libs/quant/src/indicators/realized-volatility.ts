import { type Numbers, requireAbove, requireInteger } from '../numbers.js';
import { sampleDeviation } from '../statistics/statistics.js';
import { logReturns } from './returns.js';

/**
 * Realised volatility, close to close, at the newest bar: the sample standard deviation of the last `period`
 * logarithmic returns × √periodsPerYear, as a ratio (0.2 is 20 % a year). Needs `period + 1` prices, else undefined.
 */
export function realizedVolatility(prices: Numbers, period: number, periodsPerYear: number): number | undefined {
  requireInteger('period', period, 2);
  requireAbove('periodsPerYear', periodsPerYear, 0);
  if (prices.length < period + 1) return undefined;
  const deviation = sampleDeviation(logReturns(prices, prices.length - period - 1));
  return deviation === undefined ? undefined : deviation * Math.sqrt(periodsPerYear);
}
