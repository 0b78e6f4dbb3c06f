import { type Numbers, requireInteger } from '../numbers.js';
import { positiveColumn, requirePositiveValue, requireVolume } from './column.js';
import type { Line } from './line.js';
import { isSamePrice } from './rounding.js';
import { lineOfTrades, tradedColumns } from './traded-columns.js';
import { typicalPriceOf } from './typical-price.js';
import { WindowSum } from './window-sum.js';

/**
 * Money flow index after Quong and Soudack (1989), 0 to 100, of prices above 0: the share of typical price × volume over
 * `period` bars that fell to bars whose typical price rose, among those whose rose or fell. First value at bar `period`;
 * 0 when no money flowed. As in TA-Lib from release 0.8 on: typical prices that differ by rounding alone have not moved
 * (before, a cent more in the high and one less in the low counted as a rise or a fall, as the last bit fell), and a flow
 * below 1 in all is a flow.
 */
export function mfi(high: Numbers, low: Numbers, close: Numbers, volume: Numbers, period = 14): Line {
  const stream = new MfiStream(period);
  const columns = tradedColumns(high, low, close, volume);
  for (const name of ['high', 'low', 'close'] as const) positiveColumn(name, columns[name]);
  return lineOfTrades(columns, period, stream);
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
    requirePositiveValue('high', high);
    requirePositiveValue('low', low);
    requirePositiveValue('close', close);
    requireVolume(volume);
    const price = typicalPriceOf(high, low, close);
    const previous = this.#previous;
    this.#previous = price;
    if (previous === undefined) return undefined;
    const flow = isSamePrice(price, previous) ? 0 : price * volume;
    const positive = this.#into.push(price > previous ? flow : 0);
    const negative = this.#outOf.push(price < previous ? flow : 0);
    if (positive === undefined || negative === undefined) return undefined;
    const sum = positive + negative;
    return sum === 0 ? 0 : 100 * (positive / sum);
  }
}
