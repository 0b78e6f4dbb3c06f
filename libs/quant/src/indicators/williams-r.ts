import { at, type Numbers, requireInteger } from '../numbers.js';
import { barColumns, requireBar } from './column.js';
import { type Line, lineThrough } from './line.js';
import { isSamePrice } from './rounding.js';
import { WindowExtreme } from './window-extreme.js';

/**
 * Williams %R: 100·(close − highest high) / (highest high − lowest low) of the last `period` bars, −100 to 0; 0 where
 * the bars have no range (TA-Lib).
 */
export function williamsR(high: Numbers, low: Numbers, close: Numbers, period = 14): Line {
  const stream = new WilliamsRStream(period);
  const bars = barColumns(high, low, close);
  return lineThrough(high.length, period - 1, (i) => stream.push(at(bars.high, i), at(bars.low, i), at(bars.close, i)));
}

/** `williamsR`, bar by bar. */
export class WilliamsRStream {
  readonly #highest: WindowExtreme;
  readonly #lowest: WindowExtreme;

  constructor(period = 14) {
    requireInteger('period', period, 1);
    this.#highest = new WindowExtreme(period, 'highest');
    this.#lowest = new WindowExtreme(period, 'lowest');
  }

  push(high: number, low: number, close: number): number | undefined {
    requireBar(high, low, close);
    const highest = this.#highest.push(high);
    const lowest = this.#lowest.push(low);
    if (highest === undefined || lowest === undefined) return undefined;
    return isSamePrice(highest, lowest) ? 0 : 100 * ((close - highest) / (highest - lowest));
  }
}
