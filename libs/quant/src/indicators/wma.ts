import { at, type Numbers, requireInteger } from '../numbers.js';
import { column, requireValue } from './column.js';
import { type Line, lineThrough, shifted } from './line.js';
import { room } from './room.js';

/** Weighted moving average: weights 1 for the oldest of `period` values to `period` for the newest. */
export function wma(values: Numbers, period: number): Line {
  requireInteger('period', period, 1);
  return wmaLine(column('values', values), period);
}

export function wmaLine(x: Numbers, period: number): Line {
  const stream = new WindowWeightedMean(Math.min(period, x.length + 1));
  return lineThrough(x.length, period - 1, (i) => stream.push(at(x, i)));
}

/** `wma`, value by value. */
export class WmaStream {
  readonly #mean: WindowWeightedMean;

  constructor(period: number) {
    requireInteger('period', period, 1);
    this.#mean = new WindowWeightedMean(period);
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    return this.#mean.push(value);
  }
}

/**
 * Hull moving average after Hull (2005): WMA over √period of 2·WMA(period / 2) − WMA(period), the periods rounded down.
 * First value at bar `period + ⌊√period⌋ − 2`.
 */
export function hma(values: Numbers, period: number): Line {
  requireInteger('period', period, 2);
  const x = column('values', values);
  const slow = wmaLine(x, period);
  const fast = wmaLine(x, Math.floor(period / 2));
  const lead = slow.offset - fast.offset;
  const raw = slow.values.map((value, k) => 2 * at(fast.values, k + lead) - value);
  return shifted(wmaLine(raw, Math.floor(Math.sqrt(period))), slow.offset);
}

/** `hma`, value by value. */
export class HmaStream {
  readonly #slow: WindowWeightedMean;
  readonly #fast: WindowWeightedMean;
  readonly #smooth: WindowWeightedMean;

  constructor(period: number) {
    requireInteger('period', period, 2);
    this.#slow = new WindowWeightedMean(period);
    this.#fast = new WindowWeightedMean(Math.floor(period / 2));
    this.#smooth = new WindowWeightedMean(Math.floor(Math.sqrt(period)));
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const slow = this.#slow.push(value);
    const fast = this.#fast.push(value);
    return slow === undefined || fast === undefined ? undefined : this.#smooth.push(2 * fast - slow);
  }
}

/**
 * The weighted mean in blocks (see `window-moments.ts`). With j values in the newer block, the older block's values
 * weigh 1, 2 … from the window's start, and the newer ones (period − j) + 1, (period − j) + 2 …
 */
class WindowWeightedMean {
  readonly #period: number;
  readonly #weights: number;
  readonly #block: Float64Array;
  readonly #tails: Float64Array;
  #count = 0;
  #full = false;
  #pivot = 0;
  #head = 0;
  #weightedHead = 0;

  constructor(period: number) {
    this.#period = period;
    this.#weights = (period * (period + 1)) / 2;
    this.#block = room(period);
    this.#tails = room(period);
  }

  push(value: number): number | undefined {
    this.#block[this.#count++] = value;
    if (this.#count === this.#period) {
      this.#turn(value);
    } else if (this.#full) {
      const distance = value - this.#pivot;
      this.#head += distance;
      this.#weightedHead += this.#count * distance;
    } else return undefined;
    const older = at(this.#tails, this.#count);
    return this.#pivot + (older + (this.#period - this.#count) * this.#head + this.#weightedHead) / this.#weights;
  }

  #turn(pivot: number): void {
    let plain = 0;
    let weighted = 0;
    for (let k = this.#period - 1; k >= 0; k--) {
      plain += at(this.#block, k) - pivot;
      weighted += plain;
      this.#tails[k] = weighted;
    }
    this.#pivot = pivot;
    this.#head = 0;
    this.#weightedHead = 0;
    this.#count = 0;
    this.#full = true;
  }
}
