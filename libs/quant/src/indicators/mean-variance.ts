import { requireInteger } from '../numbers.js';
import { requireFactor } from './column.js';
import { WindowSum } from './window-sum.js';

/** √(mean of the last variances × periodsPerYear) */
export class MeanVariance {
  readonly #sum: WindowSum;
  readonly #scale: number;

  constructor(period: number, periodsPerYear: number) {
    requireInteger('period', period, 1);
    requireFactor('periodsPerYear', periodsPerYear);
    this.#sum = new WindowSum(period);
    this.#scale = periodsPerYear / period;
  }

  push(variance: number): number | undefined {
    const sum = this.#sum.push(variance);
    return sum === undefined ? undefined : Math.sqrt(sum * this.#scale);
  }
}
