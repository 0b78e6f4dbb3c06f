import { at, type Numbers, requireInteger } from '../numbers.js';
import { barColumns, requireBar } from './column.js';
import { DirectionalCore, type DirectionalOptions, directionalOffset } from './directional-core.js';
import { type Line, lineOf } from './line.js';
import { Delay } from './window-sum.js';

/**
 * Average directional index after Wilder (1978), 0 to 100: the mean of the first `period` directional indices, smoothed
 * by 1 / period from then on. First value at bar `2·period − 1` (seed `tulip`: one earlier).
 */
export function adx(
  high: Numbers,
  low: Numbers,
  close: Numbers,
  period = 14,
  { seed = 'ta-lib' }: DirectionalOptions = {},
): Line {
  requireInteger('period', period, 2);
  const bars = barColumns(high, low, close);
  const offset = directionalOffset(period, seed) + period - 1;
  const values = new Float64Array(Math.max(high.length - offset, 0));
  if (values.length === 0) return { offset, values };
  const core = new DirectionalCore(period, seed);
  for (let i = 0; i < bars.high.length; i++) {
    core.step(at(bars.high, i), at(bars.low, i), at(bars.close, i));
    if (i >= offset) values[i - offset] = core.adx;
  }
  return { offset, values };
}

/** `adx`, bar by bar. */
export class AdxStream {
  readonly #core: DirectionalCore;
  readonly #offset: number;

  constructor(period = 14, { seed = 'ta-lib' }: DirectionalOptions = {}) {
    requireInteger('period', period, 2);
    this.#core = new DirectionalCore(period, seed);
    this.#offset = directionalOffset(period, seed) + period - 1;
  }

  push(high: number, low: number, close: number): number | undefined {
    requireBar(high, low, close);
    return this.#core.step(high, low, close) >= this.#offset ? this.#core.adx : undefined;
  }
}

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
