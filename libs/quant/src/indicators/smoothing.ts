import { at, type Numbers } from '../numbers.js';
import type { Line } from './line.js';

/**
 * One step of every exponential average of this library: `average + factor · (value − average)`. A series that stands
 * still keeps its value exactly.
 */
export function smoothed(average: number, value: number, factor: number): number {
  return average + factor * (value - average);
}

/**
 * How an exponential average begins: with the plain mean of its first `period` values (TA-Lib's default), or with its
 * first value (TA-Lib's Metastock compatibility, and Tulip's only way). Either way it is given from bar `period − 1`.
 */
export type Seed = 'sma' | 'first';

/** How many values make the seed, and how many averages after it are held back. */
export interface Start {
  readonly length: number;
  readonly hidden: number;
}

export function startOf(period: number, seed: Seed): Start {
  return seed === 'sma' ? { length: period, hidden: 0 } : { length: 1, hidden: period - 1 };
}

/** Averages from bar `length + hidden − 1` on, begun with the plain mean of the first `length` values. */
export function smoothLine(x: Numbers, factor: number, { length, hidden }: Start): Line {
  const seedBar = length - 1;
  const offset = seedBar + hidden;
  const out = new Float64Array(Math.max(x.length - offset, 0));
  if (out.length === 0) return { offset, values: out };
  let sum = 0;
  for (let i = 0; i <= seedBar; i++) sum += at(x, i);
  let average = sum / length;
  for (let i = seedBar + 1; i <= offset; i++) average = smoothed(average, at(x, i), factor);
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
  readonly #shown: number;
  #count = 0;
  #sum = 0;
  #average = 0;

  /** @param skipped values to leave out before the seed begins */
  constructor(factor: number, { length, hidden }: Start, skipped = 0) {
    this.#factor = factor;
    this.#length = length;
    this.#skipped = skipped;
    this.#shown = skipped + length + hidden;
  }

  push(value: number): number | undefined {
    const seeding = this.#length + this.#skipped;
    if (this.#count >= seeding) {
      this.#average = smoothed(this.#average, value, this.#factor);
      if (this.#count < this.#shown) this.#count++;
    } else {
      this.#count++;
      if (this.#count > this.#skipped) this.#sum += value;
      if (this.#count === seeding) this.#average = this.#sum / this.#length;
    }
    return this.#count < this.#shown ? undefined : this.#average;
  }
}
