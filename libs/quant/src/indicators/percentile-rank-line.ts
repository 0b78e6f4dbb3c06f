import { at, type Numbers, requireInteger } from '../numbers.js';
import { percentileRank } from '../statistics/percentile-rank.js';
import { column, requireValue } from './column.js';
import { type Line, lineThrough } from './line.js';
import { room } from './room.js';

/**
 * Percentile rank, 0 to 100, of each value among the `period` values before it, ties counting half (`percentileRank`:
 * SciPy's "mean"; TA-Lib's PERCENTRANK, new in release 0.8, counts only what lies below). First value at bar `period`.
 */
export function percentileRankLine(values: Numbers, period = 252): Line {
  const stream = new PercentileRankStream(period);
  const x = column('values', values);
  return lineThrough(x.length, period, (i) => stream.push(at(x, i)));
}

/** `percentileRankLine`, value by value. */
export class PercentileRankStream {
  readonly #earlier: Float64Array;
  #count = 0;

  constructor(period = 252) {
    requireInteger('period', period, 1);
    this.#earlier = room(period);
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const rank = this.#count < this.#earlier.length ? undefined : percentileRank(this.#earlier, value);
    this.#earlier[this.#count++ % this.#earlier.length] = value;
    return rank;
  }
}
