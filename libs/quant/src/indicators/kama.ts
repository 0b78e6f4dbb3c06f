import { at, type Numbers, requireInteger } from '../numbers.js';
import { column, requireValue } from './column.js';
import { emaFactor } from './ema.js';
import { type Line, lineThrough } from './line.js';
import { smoothed } from './smoothing.js';
import { Delay, WindowSum } from './window-sum.js';

/**
 * Kaufman's adaptive moving average (1995): an exponential average whose factor goes with the square of the efficiency
 * ratio, |change over `period`| / sum of |changes|, between those of periods `fast` and `slow`. Begins with the value at
 * bar `period − 1`; the first average is at bar `period` (TA-Lib). A series that does not move is efficient (TA-Lib).
 */
export function kama(values: Numbers, period = 10, fast = 2, slow = 30): Line {
  const stream = new KamaStream(period, fast, slow);
  const x = column('values', values);
  return lineThrough(x.length, period, (i) => stream.push(at(x, i)));
}

/** `kama`, value by value. */
export class KamaStream {
  readonly #fast: number;
  readonly #slow: number;
  readonly #earlier: Delay;
  readonly #path: WindowSum;
  #previous: number | undefined;
  #average: number | undefined;

  constructor(period = 10, fast = 2, slow = 30) {
    requireInteger('period', period, 1);
    requireInteger('fast', fast, 1);
    requireInteger('slow', slow, 1);
    this.#fast = emaFactor(fast);
    this.#slow = emaFactor(slow);
    this.#earlier = new Delay(period);
    this.#path = new WindowSum(period);
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const previous = this.#previous;
    this.#previous = value;
    const earlier = this.#earlier.push(value);
    const path = previous === undefined ? undefined : this.#path.push(Math.abs(value - previous));
    if (previous === undefined || path === undefined || earlier === undefined) return undefined;
    const way = Math.abs(value - earlier);
    // The path is never shorter than the way, except by rounding.
    const efficiency = path <= way ? 1 : way / path;
    const factor = (efficiency * (this.#fast - this.#slow) + this.#slow) ** 2;
    this.#average = smoothed(this.#average ?? previous, value, factor);
    return this.#average;
  }
}
