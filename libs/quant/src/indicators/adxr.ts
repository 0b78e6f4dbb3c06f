import { at, type Numbers } from '../numbers.js';
import { AdxStream, adx } from './adx.js';
import type { DirectionalOptions } from './directional-core.js';
import { type Line, lineOf } from './line.js';
import { Delay } from './window-sum.js';

/** Average directional movement rating: the mean of ADX now and `period − 1` bars ago (TA-Lib). */
export function adxr(high: Numbers, low: Numbers, close: Numbers, period = 14, options: DirectionalOptions = {}): Line {
  const line = adx(high, low, close, period, options);
  const lag = period - 1;
  const rating = lineOf(line.values, lag, (k) => (at(line.values, k) + at(line.values, k - lag)) / 2);
  return { offset: line.offset + lag, values: rating.values };
}

/** `adxr`, bar by bar. */
export class AdxrStream {
  readonly #adx: AdxStream;
  readonly #earlier: Delay;

  constructor(period = 14, options: DirectionalOptions = {}) {
    this.#adx = new AdxStream(period, options);
    this.#earlier = new Delay(period - 1);
  }

  push(high: number, low: number, close: number): number | undefined {
    const now = this.#adx.push(high, low, close);
    const earlier = now === undefined ? undefined : this.#earlier.push(now);
    return now === undefined || earlier === undefined ? undefined : (now + earlier) / 2;
  }
}
