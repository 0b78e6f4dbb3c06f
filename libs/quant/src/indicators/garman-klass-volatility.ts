import type { Numbers } from '../numbers.js';
import type { Line } from './line.js';
import { MeanVariance } from './mean-variance.js';
import { lineOfQuotes, requireOrder } from './quote-bars.js';

/**
 * Realised volatility after Garman and Klass (1980), a ratio a year: √(mean of ½·ln²(high / low) −
 * (2·ln 2 − 1)·ln²(close / open) × periodsPerYear). Open and close must lie between low and high. First value at bar
 * `period − 1`.
 */
export function garmanKlassVolatility(
  open: Numbers,
  high: Numbers,
  low: Numbers,
  close: Numbers,
  period: number,
  periodsPerYear: number,
): Line {
  const stream = new GarmanKlassVolatilityStream(period, periodsPerYear);
  return lineOfQuotes(open, high, low, close, period - 1, stream);
}

/** `garmanKlassVolatility`, bar by bar. */
export class GarmanKlassVolatilityStream {
  readonly #variance: MeanVariance;

  constructor(period: number, periodsPerYear: number) {
    this.#variance = new MeanVariance(period, periodsPerYear);
  }

  push(open: number, high: number, low: number, close: number): number | undefined {
    requireOrder(open, high, low, close);
    const range = Math.log(high / low);
    const body = Math.log(close / open);
    return this.#variance.push(0.5 * range * range - (2 * Math.LN2 - 1) * body * body);
  }
}
