import { at, type Numbers, requireInteger } from '../numbers.js';
import { barColumns, type RangeColumns, requireBar } from './column.js';
import {
  DirectionalCore,
  type DirectionalOptions,
  type DirectionalSeed,
  directionalOffset,
  indexOf,
  riseOf,
  seedBarsOf,
} from './directional-core.js';
import type { Line } from './line.js';
import { smoothed } from './smoothing.js';

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
  fillAdx(values, bars, period, seed);
  return { offset, values };
}

/** What `DirectionalCore` does bar by bar, with its state in local variables and without the true range, which cancels. */
function fillAdx(values: Float64Array, { high, low }: RangeColumns, period: number, seed: DirectionalSeed): void {
  const factor = 1 / period;
  const seedBars = seedBarsOf(period, seed);
  const firstIndex = directionalOffset(period, seed);
  const offset = firstIndex + period - 1;
  let previousHigh = at(high, 0);
  let previousLow = at(low, 0);
  let plus = 0;
  let minus = 0;
  let index = 0;
  let average = 0;
  for (let bar = 1; bar < high.length; bar++) {
    const top = at(high, bar);
    const bottom = at(low, bar);
    const up = top - previousHigh;
    const down = previousLow - bottom;
    const rise = riseOf(up, down);
    const fall = riseOf(down, up);
    previousHigh = top;
    previousLow = bottom;
    const seeding = bar <= seedBars;
    plus += seeding ? rise : rise - plus * factor;
    minus += seeding ? fall : fall - minus * factor;
    if (bar < firstIndex) continue;
    const moved = plus + minus > 0;
    if (moved) index = indexOf(plus, minus);
    if (bar > offset) {
      if (moved) average = smoothed(average, index, factor);
    } else {
      if (moved) average += index;
      if (bar < offset) continue;
      average /= period;
    }
    values[bar - offset] = average;
  }
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
