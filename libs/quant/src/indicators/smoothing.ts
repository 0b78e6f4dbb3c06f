import { at, type Numbers } from '../numbers.js';
import type { Line } from './line.js';

/**
 * One step of every exponential average of this library: `average + factor · (value − average)`. A series that stands
 * still keeps its value exactly.
 */
export function smoothed(average: number, value: number, factor: number): number {
  return average + factor * (value - average);
}

/** How an exponential average begins: TA-Lib's default, or its Metastock compatibility (also Tulip's only way). */
export type Seed =
  /** With the plain mean of the first `period` values, at bar `period − 1`. */
  | 'sma'
  /** With the first value, at bar 0. */
  | 'first';

/**
 * Averages from bar `from + length − 1` on, begun with the plain mean of the `length` values from bar `from`; with
 * `length` 1 that is the value itself.
 */
export function smoothLine(x: Numbers, factor: number, length: number, from = 0): Line {
  const offset = from + length - 1;
  const out = new Float64Array(Math.max(x.length - offset, 0));
  if (out.length === 0) return { offset, values: out };
  let sum = 0;
  for (let i = from; i <= offset; i++) sum += at(x, i);
  let average = sum / length;
  out[0] = average;
  for (let k = 1; k < out.length; k++) {
    average = smoothed(average, at(x, offset + k), factor);
    out[k] = average;
  }
  return { offset, values: out };
}

/** The same, value by value. */
export class Smoothing {
  readonly #factor: number;
  readonly #length: number;
  readonly #skipped: number;
  #count = 0;
  #sum = 0;
  #average = 0;

  /** @param skipped values to leave out before the seed begins */
  constructor(factor: number, length: number, skipped = 0) {
    this.#factor = factor;
    this.#length = length;
    this.#skipped = skipped;
  }

  push(value: number): number | undefined {
    const seeding = this.#length + this.#skipped;
    if (this.#count >= seeding) {
      this.#average = smoothed(this.#average, value, this.#factor);
      return this.#average;
    }
    this.#count++;
    if (this.#count <= this.#skipped) return undefined;
    this.#sum += value;
    if (this.#count < seeding) return undefined;
    this.#average = this.#sum / this.#length;
    return this.#average;
  }
}
