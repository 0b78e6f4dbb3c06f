import { at, type Numbers, requireSameLength } from '../numbers.js';
import { positiveColumn } from './column.js';
import { type Line, lineThrough } from './line.js';
import { MeanVariance } from './mean-variance.js';
import { requireOrder } from './quote-bars.js';

/**
 * Realised volatility after Parkinson (1980), a ratio a year: √(mean of ln²(high / low) / (4·ln 2) × periodsPerYear). First
 * value at bar `period − 1`.
 */
export function parkinsonVolatility(high: Numbers, low: Numbers, period: number, periodsPerYear: number): Line {
  const stream = new ParkinsonVolatilityStream(period, periodsPerYear);
  requireSameLength('low', low, 'high', high);
  const top = positiveColumn('high', high);
  const bottom = positiveColumn('low', low);
  return lineThrough(top.length, period - 1, (i) => stream.push(at(top, i), at(bottom, i)));
}

/** `parkinsonVolatility`, bar by bar. */
export class ParkinsonVolatilityStream {
  readonly #variance: MeanVariance;

  constructor(period: number, periodsPerYear: number) {
    this.#variance = new MeanVariance(period, periodsPerYear);
  }

  push(high: number, low: number): number | undefined {
    requireOrder(high, high, low, low);
    return this.#variance.push(Math.log(high / low) ** 2 / (4 * Math.LN2));
  }
}
