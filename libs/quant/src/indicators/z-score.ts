import { at, type Numbers, requireInteger } from '../numbers.js';
import { column, requireValue } from './column.js';
import { type Line, lineThrough } from './line.js';
import { WindowMoments } from './window-moments.js';

/**
 * Z-score: how many sample standard deviations (divisor `period − 1`) the value is from the mean of the `period` values
 * that end with it (pandas' rolling mean and std); 0 where they are all equal. First value at bar `period − 1`.
 */
export function zScore(values: Numbers, period = 20): Line {
  const stream = new ZScoreStream(period);
  const x = column('values', values);
  return lineThrough(x.length, period - 1, (i) => stream.push(at(x, i)));
}

/** `zScore`, value by value. */
export class ZScoreStream {
  readonly #moments: WindowMoments;
  readonly #sample: number;

  constructor(period = 20) {
    requireInteger('period', period, 2);
    this.#moments = new WindowMoments(period);
    this.#sample = Math.sqrt(period / (period - 1));
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    if (!this.#moments.push(value)) return undefined;
    const { mean, deviation } = this.#moments;
    return deviation === 0 ? 0 : (value - mean) / (deviation * this.#sample);
  }
}
