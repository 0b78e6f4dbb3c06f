import { at, type Numbers, requireInteger } from '../numbers.js';
import { positiveColumn, requireFactor, requirePositiveValue } from './column.js';
import { type Line, lineThrough } from './line.js';
import { WindowMoments } from './window-moments.js';

/**
 * Realised volatility close to close, a ratio a year (0.2 is 20 %): the sample standard deviation (divisor `period` − 1,
 * about the mean) of the last `period` logarithmic returns × √periodsPerYear (Hull, Options, Futures, and Other
 * Derivatives). First value at bar `period`.
 */
export function closeToCloseVolatility(close: Numbers, period: number, periodsPerYear: number): Line {
  const stream = new CloseToCloseVolatilityStream(period, periodsPerYear);
  const x = positiveColumn('close', close);
  return lineThrough(x.length, period, (i) => stream.push(at(x, i)));
}

/** `closeToCloseVolatility`, close by close. */
export class CloseToCloseVolatilityStream {
  readonly #moments: WindowMoments;
  readonly #scale: number;
  #previous: number | undefined;

  constructor(period: number, periodsPerYear: number) {
    requireInteger('period', period, 2);
    requireFactor('periodsPerYear', periodsPerYear);
    this.#moments = new WindowMoments(period);
    this.#scale = Math.sqrt((periodsPerYear * period) / (period - 1));
  }

  push(close: number): number | undefined {
    requirePositiveValue('close', close);
    const previous = this.#previous;
    this.#previous = close;
    if (previous === undefined || !this.#moments.push(Math.log(close / previous))) return undefined;
    return this.#moments.deviation * this.#scale;
  }
}
