import { at, type Numbers, requireAbove } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { rangeColumns, requireValue } from './column.js';
import { type Line, lineThrough } from './line.js';

export interface ParabolicSarOptions {
  /**
   * `ta-lib` (default): short when bar 1 moved down by more than it moved up (Wilder's −DM), else long; the first extreme
   * point is bar 1's, and bar 0 does not hold the stop back. `first-bar` (Achelis, Tulip): long when bar 1's middle is
   * not below bar 0's; the first extreme point is bar 0's, so that bar 1 may already accelerate.
   */
  readonly start?: 'ta-lib' | 'first-bar';
}

/**
 * Parabolic stop and reverse after Wilder (1978), in price units, from bar 1. The first stop is bar 0's extreme on the
 * other side of the trend.
 *
 * @param acceleration step and start of the acceleration factor; not above `maximum`, to which TA-Lib would lower it
 */
export function parabolicSar(
  high: Numbers,
  low: Numbers,
  acceleration = 0.02,
  maximum = 0.2,
  options: ParabolicSarOptions = {},
): Line {
  const stream = new ParabolicSarStream(acceleration, maximum, options);
  const bars = rangeColumns(high, low);
  return lineThrough(high.length, 1, (i) => stream.push(at(bars.high, i), at(bars.low, i)));
}

interface Bar {
  readonly high: number;
  readonly low: number;
}

/** `parabolicSar`, bar by bar. */
export class ParabolicSarStream {
  readonly #step: number;
  readonly #maximum: number;
  readonly #asTaLib: boolean;
  #previous: Bar | undefined;
  #started = false;
  #long = true;
  #factor: number;
  #stop = 0;
  #extreme = 0;

  constructor(acceleration = 0.02, maximum = 0.2, { start = 'ta-lib' }: ParabolicSarOptions = {}) {
    requireAbove('acceleration', acceleration, 0);
    requireAbove('maximum', maximum, 0);
    if (acceleration > maximum) {
      throw new QuantError('acceleration', `must not be above maximum (${maximum}), got ${acceleration}`);
    }
    this.#step = acceleration;
    this.#maximum = maximum;
    this.#factor = acceleration;
    this.#asTaLib = start === 'ta-lib';
  }

  push(high: number, low: number): number | undefined {
    requireValue('high', high);
    requireValue('low', low);
    const bar = { high, low };
    const previous = this.#previous;
    this.#previous = bar;
    if (previous === undefined) return undefined;
    if (this.#started) return this.#advance(bar, previous);
    this.#started = true;
    const down = previous.low - low;
    this.#long = this.#asTaLib
      ? !(down > 0 && down > high - previous.high)
      : high + low >= previous.high + previous.low;
    this.#stop = this.#long ? previous.low : previous.high;
    // TA-Lib lets bar 1 stand in for the bar before the first trend.
    const before = this.#asTaLib ? bar : previous;
    this.#extreme = this.#long ? before.high : before.low;
    return this.#advance(bar, before);
  }

  #advance(bar: Bar, previous: Bar): number {
    const reversed = this.#long ? bar.low <= this.#stop : bar.high >= this.#stop;
    if (reversed) {
      this.#long = !this.#long;
      this.#stop = this.#outside(this.#extreme, bar, previous);
      this.#factor = this.#step;
      this.#extreme = this.#long ? bar.high : bar.low;
    }
    const today = this.#stop;
    const further = this.#long ? bar.high > this.#extreme : bar.low < this.#extreme;
    if (further) {
      this.#extreme = this.#long ? bar.high : bar.low;
      this.#factor = Math.min(this.#factor + this.#step, this.#maximum);
    }
    this.#stop = this.#outside(today + this.#factor * (this.#extreme - today), bar, previous);
    return today;
  }

  /** A stop may not lie inside the range of the last two bars. */
  #outside(stop: number, bar: Bar, previous: Bar): number {
    return this.#long ? Math.min(stop, bar.low, previous.low) : Math.max(stop, bar.high, previous.high);
  }
}
