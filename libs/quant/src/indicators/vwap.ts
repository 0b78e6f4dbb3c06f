import { at, type Numbers, requireInteger, requireSameLength } from '../numbers.js';
import { typicalPriceOf } from './cci.js';
import { column, requireBar, requireValue, requireVolume, volumeColumn } from './column.js';
import { type Line, lineThrough } from './line.js';
import { tradedColumns } from './money-flow.js';
import { WindowMean } from './window-moments.js';
import { WindowSum } from './window-sum.js';

/**
 * Volume-weighted average price of the session so far, by typical price (high + low + close) / 3, from bar 0. It starts
 * afresh wherever `session` changes; while nothing has been traded in a session, the typical price itself.
 *
 * @param session one number a bar that is the same for all bars of a session, such as its date in days
 */
export function vwap(high: Numbers, low: Numbers, close: Numbers, volume: Numbers, session: Numbers): Line {
  requireSameLength('session', session, 'high', high);
  const bars = tradedColumns(high, low, close, volume);
  const day = column('session', session);
  const stream = new VwapStream();
  return lineThrough(high.length, 0, (i) =>
    stream.push(at(bars.high, i), at(bars.low, i), at(bars.close, i), at(bars.volume, i), at(day, i)),
  );
}

/** `vwap`, bar by bar. */
export class VwapStream {
  #session: number | undefined;
  #money = 0;
  #volume = 0;

  push(high: number, low: number, close: number, volume: number, session: number): number {
    requireBar(high, low, close);
    requireVolume(volume);
    requireValue('session', session);
    if (session !== this.#session) {
      this.#session = session;
      this.#money = 0;
      this.#volume = 0;
    }
    const price = typicalPriceOf(high, low, close);
    this.#money += price * volume;
    this.#volume += volume;
    return this.#volume === 0 ? price : this.#money / this.#volume;
  }
}

/**
 * Volume-weighted moving average: Σ value·volume / Σ volume over `period` bars; the plain average while nothing was
 * traded. First value at bar `period − 1`. Of typical prices it is the moving VWAP of charting programs.
 */
export function vwma(values: Numbers, volume: Numbers, period = 20): Line {
  requireSameLength('volume', volume, 'values', values);
  const stream = new VwmaStream(period);
  const x = column('values', values);
  const amount = volumeColumn(volume);
  return lineThrough(x.length, period - 1, (i) => stream.push(at(x, i), at(amount, i)));
}

/** `vwma`, bar by bar. */
export class VwmaStream {
  readonly #money: WindowSum;
  readonly #volume: WindowSum;
  readonly #plain: WindowMean;

  constructor(period = 20) {
    requireInteger('period', period, 1);
    this.#money = new WindowSum(period);
    this.#volume = new WindowSum(period);
    this.#plain = new WindowMean(period);
  }

  push(value: number, volume: number): number | undefined {
    requireValue('value', value);
    requireVolume(volume);
    const plain = this.#plain.push(value);
    const money = this.#money.push(value * volume);
    const traded = this.#volume.push(volume);
    if (money === undefined || traded === undefined) return undefined;
    return traded === 0 ? plain : money / traded;
  }
}
