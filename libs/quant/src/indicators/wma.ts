import { type Numbers, requireInteger } from '../numbers.js';
import { column, requireValue } from './column.js';
import type { Line } from './line.js';
import { WindowWeightedMean, wmaLine } from './weighted-mean.js';

/** Weighted moving average: weights 1 for the oldest of `period` values to `period` for the newest (TA-Lib). From bar `period − 1`. */
export function wma(values: Numbers, period: number): Line {
  requireInteger('period', period, 1);
  return wmaLine(column('values', values), period);
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
