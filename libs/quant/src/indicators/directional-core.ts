import { SMALLEST } from '../numbers.js';
import { smoothed } from './smoothing.js';
import { trueRangeOf } from './true-range.js';

/** How Wilder's sums of movement and range begin; afterwards all are smoothed alike. */
export type DirectionalSeed =
  /** TA-Lib: sums of `period − 1` bars, smoothed once before the first index, which is at bar `period`. */
  | 'ta-lib'
  /** Wilder's book (1978), StockCharts: sums of `period` bars; the first index is at bar `period`. */
  | 'wilder'
  /** Tulip: sums of `period − 1` bars; the first index is at bar `period − 1`. */
  | 'tulip';

export interface DirectionalOptions {
  /** Default: `ta-lib`. */
  readonly seed?: DirectionalSeed;
}

/** Bar of the first directional index. */
export function directionalOffset(period: number, seed: DirectionalSeed): number {
  return seed === 'tulip' ? period - 1 : period;
}

/** Bars whose movements and ranges are summed before smoothing begins. */
export function seedBarsOf(period: number, seed: DirectionalSeed): number {
  return seed === 'wilder' ? period : period - 1;
}

/** Movement in a direction; none when the other direction moved as far or further. */
export function riseOf(movement: number, other: number): number {
  return movement > 0 && movement > other ? movement : 0;
}

/** DX from smoothed movements; the true range divides both indicators and cancels. */
export function indexOf(plus: number, minus: number): number {
  return 100 * (Math.abs(plus - minus) / (plus + minus));
}

/** A movement in percent of the range; 0 where there is nothing to divide by. */
function shareOf(movement: number, range: number): number {
  return range > SMALLEST ? 100 * (movement / range) : 0;
}

/** Wilder's directional movement, bar by bar: sums of movement and true range, the index of them, and its average. */
export class DirectionalCore {
  readonly #period: number;
  readonly #factor: number;
  readonly #seedBars: number;
  readonly #firstIndex: number;
  #bar = -1;
  #high = 0;
  #low = 0;
  #close = 0;
  #plus = 0;
  #minus = 0;
  #range = 0;
  #dx = 0;
  #adx = 0;

  constructor(period: number, seed: DirectionalSeed) {
    this.#period = period;
    this.#factor = 1 / period;
    this.#seedBars = seedBarsOf(period, seed);
    this.#firstIndex = directionalOffset(period, seed);
  }

  /** Bars counted from 0, of the bar just pushed. */
  step(high: number, low: number, close: number): number {
    const bar = ++this.#bar;
    if (bar > 0) {
      const up = high - this.#high;
      const down = this.#low - low;
      const plus = riseOf(up, down);
      const minus = riseOf(down, up);
      const range = trueRangeOf(high, low, this.#close);
      if (bar <= this.#seedBars) {
        this.#plus += plus;
        this.#minus += minus;
        this.#range += range;
      } else {
        this.#plus += plus - this.#plus * this.#factor;
        this.#minus += minus - this.#minus * this.#factor;
        this.#range += range - this.#range * this.#factor;
      }
      if (bar >= this.#firstIndex) this.#average(bar - this.#firstIndex);
    }
    this.#high = high;
    this.#low = low;
    this.#close = close;
    return bar;
  }

  /** Without any movement there is no index: the average then stays as it is (TA-Lib). */
  #average(count: number): void {
    const moved = this.#plus + this.#minus > 0;
    if (moved) this.#dx = indexOf(this.#plus, this.#minus);
    if (count < this.#period) {
      if (moved) this.#adx += this.#dx;
      if (count === this.#period - 1) this.#adx /= this.#period;
    } else if (moved) this.#adx = smoothed(this.#adx, this.#dx, this.#factor);
  }

  /** Smoothed sums of movement, from bar `period − 1` (`wilder`: `period`). */
  get plusMovement(): number {
    return this.#plus;
  }

  get minusMovement(): number {
    return this.#minus;
  }

  /** +DI, 0 to 100; 0 while nothing has a range. */
  get plusDi(): number {
    return shareOf(this.#plus, this.#range);
  }

  get minusDi(): number {
    return shareOf(this.#minus, this.#range);
  }

  /** DX, 0 to 100; without movement the one before, at first 0. */
  get dx(): number {
    return this.#dx;
  }

  /** ADX, 0 to 100, from `period − 1` bars after the first index. */
  get adx(): number {
    return this.#adx;
  }
}
