import { at, type Numbers } from '../numbers.js';
import { column, requireValue } from './column.js';
import type { EmaOptions } from './ema.js';
import { EmaChain } from './ema-chain.js';
import { type Line, lineThrough } from './line.js';

/**
 * Triple exponential moving average after Mulloy (1994): 3·EMA − 3·EMA of EMA + EMA of EMA of EMA. First value at bar
 * `3·(period − 1)` (TA-Lib).
 */
export function tema(values: Numbers, period: number, options: EmaOptions = {}): Line {
  const stream = new TemaStream(period, options);
  const x = column('values', values);
  return lineThrough(x.length, 3 * (period - 1), (i) => stream.push(at(x, i)));
}

/** `tema`, value by value. */
export class TemaStream {
  readonly #averages: EmaChain;

  constructor(period: number, options: EmaOptions = {}) {
    this.#averages = new EmaChain(period, 3, options);
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const third = this.#averages.push(value);
    return third === undefined ? undefined : 3 * (this.#averages.of(0) - this.#averages.of(1)) + third;
  }
}
