import { type Numbers, requireInteger } from '../numbers.js';
import { requireBar, requireVolume } from './column.js';
import type { Line } from './line.js';
import { lineOfTrades, tradedColumns } from './traded-columns.js';
import { typicalPriceOf } from './typical-price.js';
import { WindowSum } from './window-sum.js';

/**
 * Money flow index, 0 to 100: the share of typical price × volume over `period` bars that fell to bars whose typical
 * price rose, among those whose rose or fell. First value at bar `period`; 0 when no money flowed. (TA-Lib, which also
 * says 0 for flows below 1 in all: that would make it depend on the currency, and is not done here.)
 */
export function mfi(high: Numbers, low: Numbers, close: Numbers, volume: Numbers, period = 14): Line {
  const stream = new MfiStream(period);
  return lineOfTrades(tradedColumns(high, low, close, volume), period, stream);
}

/** `mfi`, bar by bar. */
export class MfiStream {
  readonly #into: WindowSum;
  readonly #outOf: WindowSum;
  #previous: number | undefined;

  constructor(period = 14) {
    requireInteger('period', period, 1);
    this.#into = new WindowSum(period);
    this.#outOf = new WindowSum(period);
  }

  push(high: number, low: number, close: number, volume: number): number | undefined {
    requireBar(high, low, close);
    requireVolume(volume);
    const price = typicalPriceOf(high, low, close);
    const previous = this.#previous;
    this.#previous = price;
    if (previous === undefined) return undefined;
    const flow = price * volume;
    const positive = this.#into.push(price > previous ? flow : 0);
    const negative = this.#outOf.push(price < previous ? flow : 0);
    if (positive === undefined || negative === undefined) return undefined;
    const sum = positive + negative;
    return sum === 0 ? 0 : 100 * (positive / sum);
  }
}
