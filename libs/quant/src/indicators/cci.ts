import { at, type Numbers, requireInteger } from '../numbers.js';
import { barColumns, requireBar } from './column.js';
import { type Line, lineThrough } from './line.js';
import { room } from './room.js';
import { isSamePrice } from './rounding.js';
import { typicalPriceOf } from './typical-price.js';
import { WindowMean } from './window-moments.js';

/**
 * Commodity channel index after Lambert (1980): how far the typical price is from its simple average, in units of 0.015
 * mean absolute deviations. First value at bar `period − 1`; 0 where the price is the average up to rounding, as where
 * nothing deviates (TA-Lib, from release 0.8 on also where only rounding does).
 */
export function cci(high: Numbers, low: Numbers, close: Numbers, period = 14): Line {
  const stream = new CciStream(period);
  const bars = barColumns(high, low, close);
  return lineThrough(high.length, period - 1, (i) => stream.push(at(bars.high, i), at(bars.low, i), at(bars.close, i)));
}

/** `cci`, bar by bar. */
export class CciStream {
  readonly #window: Float64Array;
  readonly #mean: WindowMean;
  #bar = 0;

  constructor(period = 14) {
    requireInteger('period', period, 1);
    this.#window = room(period);
    this.#mean = new WindowMean(period);
  }

  push(high: number, low: number, close: number): number | undefined {
    requireBar(high, low, close);
    const price = typicalPriceOf(high, low, close);
    const window = this.#window;
    window[this.#bar++ % window.length] = price;
    const mean = this.#mean.push(price);
    if (mean === undefined) return undefined;
    if (isSamePrice(price, mean)) return 0;
    let deviations = 0;
    for (let k = 0; k < window.length; k++) deviations += Math.abs(at(window, k) - mean);
    return (price - mean) / (0.015 * (deviations / window.length));
  }
}
