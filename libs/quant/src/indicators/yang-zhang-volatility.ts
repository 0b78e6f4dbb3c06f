import { type Numbers, requireInteger } from '../numbers.js';
import { requireFactor } from './column.js';
import type { Line } from './line.js';
import { lineOfQuotes, requireOrder } from './quote-bars.js';
import { WindowMoments } from './window-moments.js';
import { WindowSum } from './window-sum.js';

/**
 * Realised volatility after Yang and Zhang (2000), a ratio a year, which also counts the gaps between bars: the variance is
 * the sample variance of ln(open / previous close), plus k times that of ln(close / open), plus 1 − k times the mean of
 * Rogers and Satchell's variance, with k = 0.34 / (1.34 + (period + 1) / (period − 1)). First value at bar `period`.
 */
export function yangZhangVolatility(
  open: Numbers,
  high: Numbers,
  low: Numbers,
  close: Numbers,
  period: number,
  periodsPerYear: number,
): Line {
  return lineOfQuotes(open, high, low, close, period, new YangZhangVolatilityStream(period, periodsPerYear));
}

/** `yangZhangVolatility`, bar by bar. */
export class YangZhangVolatilityStream {
  readonly #gaps: WindowMoments;
  readonly #bodies: WindowMoments;
  readonly #ranges: WindowSum;
  readonly #period: number;
  readonly #periodsPerYear: number;
  #previous: number | undefined;

  constructor(period: number, periodsPerYear: number) {
    requireInteger('period', period, 2);
    requireFactor('periodsPerYear', periodsPerYear);
    this.#period = period;
    this.#periodsPerYear = periodsPerYear;
    this.#gaps = new WindowMoments(period);
    this.#bodies = new WindowMoments(period);
    this.#ranges = new WindowSum(period);
  }

  push(open: number, high: number, low: number, close: number): number | undefined {
    requireOrder(open, high, low, close);
    const previous = this.#previous;
    this.#previous = close;
    if (previous === undefined) return undefined;
    const full = this.#gaps.push(Math.log(open / previous));
    this.#bodies.push(Math.log(close / open));
    const ranges = this.#ranges.push(
      Math.log(high / close) * Math.log(high / open) + Math.log(low / close) * Math.log(low / open),
    );
    if (!full || ranges === undefined) return undefined;
    const n = this.#period;
    const k = 0.34 / (1.34 + (n + 1) / (n - 1));
    const sample = n / (n - 1);
    const gaps = this.#gaps.deviation ** 2 * sample;
    const bodies = this.#bodies.deviation ** 2 * sample;
    return Math.sqrt((gaps + k * bodies + (1 - k) * (ranges / n)) * this.#periodsPerYear);
  }
}
