import { at, type Numbers } from '../numbers.js';
import { column, requireValue } from './column.js';
import type { EmaOptions } from './ema.js';
import { EmaChain } from './ema-chain.js';
import { type Line, lineThrough } from './line.js';
import { rateOf } from './roc.js';

/**
 * TRIX after Hutson (1983): the change in percent, from one bar to the next, of EMA of EMA of EMA. First value at bar
 * `3·(period − 1) + 1` (TA-Lib); 0 where the average before is 0 (TA-Lib).
 */
export function trix(values: Numbers, period: number, options: EmaOptions = {}): Line {
  const stream = new TrixStream(period, options);
  const x = column('values', values);
  return lineThrough(x.length, 3 * (period - 1) + 1, (i) => stream.push(at(x, i)));
}

/** `trix`, value by value. */
export class TrixStream {
  readonly #averages: EmaChain;
  #previous: number | undefined;

  constructor(period: number, options: EmaOptions = {}) {
    this.#averages = new EmaChain(period, 3, options);
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const previous = this.#previous;
    this.#previous = this.#averages.push(value);
    if (previous === undefined || this.#previous === undefined) return undefined;
    return rateOf(this.#previous, previous);
  }
}
