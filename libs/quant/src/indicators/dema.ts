import { at, type Numbers } from '../numbers.js';
import { column, requireValue } from './column.js';
import type { EmaOptions } from './ema.js';
import { EmaChain } from './ema-chain.js';
import { type Line, lineThrough } from './line.js';

/**
 * Double exponential moving average after Mulloy (1994): 2·EMA − EMA of EMA. First value at bar `2·(period − 1)` (TA-Lib).
 */
export function dema(values: Numbers, period: number, options: EmaOptions = {}): Line {
  const stream = new DemaStream(period, options);
  const x = column('values', values);
  return lineThrough(x.length, 2 * (period - 1), (i) => stream.push(at(x, i)));
}

/** `dema`, value by value. */
export class DemaStream {
  readonly #averages: EmaChain;

  constructor(period: number, options: EmaOptions = {}) {
    this.#averages = new EmaChain(period, 2, options);
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const second = this.#averages.push(value);
    return second === undefined ? undefined : 2 * this.#averages.of(0) - second;
  }
}
