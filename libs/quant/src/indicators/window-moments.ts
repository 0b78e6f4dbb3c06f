import { at, type Numbers } from '../numbers.js';
import type { Line } from './line.js';
import { room } from './room.js';

/*
 * Sums over a sliding window without drift. The series is cut into blocks of `period` values; every window is the end
 * of one block and the beginning of the next. Both parts are plain sums that grow value by value, so each window costs
 * two additions and nothing is ever subtracted again: a value leaves no rounding behind in the windows after it.
 *
 * All is summed about the last value of the older block, which lies in every one of those windows. A flat window has
 * then exactly its value as mean and exactly 0 as deviation, and Σd² is at most (period + 1) times what is left of it
 * after the mean is taken out: the cancellation that spoils Σx² − n·mean² at price levels cannot happen.
 */

/** Means of the `period` values ending at each bar. Error: at most (period + 2)·2⁻⁵²·max|x| of the window's values. */
export function meanLine(x: Numbers, period: number): Line {
  const windows = Math.max(x.length - period + 1, 0);
  const out = new Float64Array(windows);
  for (let first = 0; first < windows; first += period) {
    const end = first + period - 1;
    const pivot = at(x, end);
    // A window is filed under the bar it starts at until the line is done: that is its position in the line too.
    const last = Math.min(end, windows - 1);
    let tail = 0;
    for (let start = end; start > last; start--) tail += at(x, start) - pivot;
    for (let start = last; start >= first; start--) {
      tail += at(x, start) - pivot;
      out[start] = tail;
    }
    out[first] = pivot + at(out, first) / period;
    let head = 0;
    for (let start = first + 1; start <= last; start++) {
      head += at(x, start + period - 1) - pivot;
      out[start] = pivot + (at(out, start) + head) / period;
    }
  }
  return { offset: period - 1, values: out };
}

/** The mean at one bar, equal to `meanLine` at that bar; the caller guarantees `index ≥ period − 1`. */
export function meanAt(x: Numbers, period: number, index: number): number {
  const { tail, head, pivot } = sumsAt(x, period, index);
  return pivot + (tail + head) / period;
}

/** Mean and population deviation at one bar, equal to those of `WindowMoments`. */
export function momentsAt(x: Numbers, period: number, index: number): { mean: number; deviation: number } {
  const { tail, head, tailSquares, headSquares, pivot } = sumsAt(x, period, index);
  const sum = tail + head;
  return { mean: pivot + sum / period, deviation: deviationOf(sum, tailSquares + headSquares, period) };
}

function sumsAt(x: Numbers, period: number, index: number) {
  const start = index - period + 1;
  const end = start - (start % period) + period - 1;
  const pivot = at(x, end);
  let tail = 0;
  let tailSquares = 0;
  for (let i = end; i >= start; i--) {
    const distance = at(x, i) - pivot;
    tail += distance;
    tailSquares += distance * distance;
  }
  let head = 0;
  let headSquares = 0;
  for (let i = end + 1; i <= index; i++) {
    const distance = at(x, i) - pivot;
    head += distance;
    headSquares += distance * distance;
  }
  return { tail, head, tailSquares, headSquares, pivot };
}

/** Population deviation of `period` values from their sum and sum of squares about a value among them. */
export function deviationOf(sum: number, squares: number, period: number): number {
  const left = squares - (sum * sum) / period;
  return left > 0 ? Math.sqrt(left / period) : 0;
}

/** The moving mean, value by value; equal to `meanLine` to the last bit. */
export class WindowMean {
  readonly #period: number;
  readonly #block: Float64Array;
  readonly #tails: Float64Array;
  #count = 0;
  #full = false;
  #pivot = 0;
  #head = 0;

  constructor(period: number) {
    this.#period = period;
    this.#block = room(period);
    this.#tails = room(period);
  }

  push(value: number): number | undefined {
    this.#block[this.#count++] = value;
    if (this.#count === this.#period) {
      this.#turn(value);
      return value + at(this.#tails, 0) / this.#period;
    }
    if (!this.#full) return undefined;
    this.#head += value - this.#pivot;
    return this.#pivot + (at(this.#tails, this.#count) + this.#head) / this.#period;
  }

  #turn(pivot: number): void {
    let tail = 0;
    for (let k = this.#period - 1; k >= 0; k--) {
      tail += at(this.#block, k) - pivot;
      this.#tails[k] = tail;
    }
    this.#pivot = pivot;
    this.#head = 0;
    this.#count = 0;
    this.#full = true;
  }
}

/** Moving mean and population deviation, value by value; read after `push` has said that the window is full. */
export class WindowMoments {
  readonly #period: number;
  readonly #block: Float64Array;
  readonly #tails: Float64Array;
  readonly #tailSquares: Float64Array;
  #count = 0;
  #full = false;
  #pivot = 0;
  #head = 0;
  #headSquares = 0;
  mean = 0;
  deviation = 0;

  constructor(period: number) {
    this.#period = period;
    this.#block = room(period);
    this.#tails = room(period);
    this.#tailSquares = room(period);
  }

  /** True when the window is full. */
  push(value: number): boolean {
    this.#block[this.#count++] = value;
    if (this.#count === this.#period) {
      this.#turn(value);
    } else if (this.#full) {
      const distance = value - this.#pivot;
      this.#head += distance;
      this.#headSquares += distance * distance;
    } else return false;
    const sum = at(this.#tails, this.#count) + this.#head;
    this.mean = this.#pivot + sum / this.#period;
    this.deviation = deviationOf(sum, at(this.#tailSquares, this.#count) + this.#headSquares, this.#period);
    return true;
  }

  #turn(pivot: number): void {
    let tail = 0;
    let squares = 0;
    for (let k = this.#period - 1; k >= 0; k--) {
      const distance = at(this.#block, k) - pivot;
      tail += distance;
      squares += distance * distance;
      this.#tails[k] = tail;
      this.#tailSquares[k] = squares;
    }
    this.#pivot = pivot;
    this.#head = 0;
    this.#headSquares = 0;
    this.#count = 0;
    this.#full = true;
  }
}
