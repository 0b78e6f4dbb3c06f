import { at, type Numbers } from '../numbers.js';
import { type AtrOptions, AtrStream, atr } from './atr.js';
import { positiveColumn, requirePositiveValue } from './column.js';
import type { Line } from './line.js';

/**
 * Normalised average true range after Forman (2006): ATR in percent of the close, which must be above 0 (TA-Lib's NATR but
 * for `period` 1, where TA-Lib gives the true range itself and not the percentage).
 */
export function natr(high: Numbers, low: Numbers, close: Numbers, period = 14, options: AtrOptions = {}): Line {
  const { offset, values } = atr(high, low, positiveColumn('close', close), period, options);
  for (let k = 0; k < values.length; k++) values[k] = 100 * (at(values, k) / at(close, k + offset));
  return { offset, values };
}

/** `natr`, bar by bar. */
export class NatrStream {
  readonly #atr: AtrStream;

  constructor(period = 14, options: AtrOptions = {}) {
    this.#atr = new AtrStream(period, options);
  }

  push(high: number, low: number, close: number): number | undefined {
    requirePositiveValue('close', close);
    const range = this.#atr.push(high, low, close);
    return range === undefined ? undefined : 100 * (range / close);
  }
}
