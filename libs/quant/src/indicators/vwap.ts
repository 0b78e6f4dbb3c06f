import { at, type Numbers, requireSameLength } from '../numbers.js';
import { column, requireBar, requireValue, requireVolume } from './column.js';
import { type Line, lineThrough } from './line.js';
import { tradedColumns } from './traded-columns.js';
import { typicalPriceOf } from './typical-price.js';

/**
 * Volume-weighted average price of the session so far, by typical price (high + low + close) / 3, from bar 0. It starts
 * afresh wherever `session` changes; while nothing has been traded in a session, the typical price itself. (TA-Lib's VWAP,
 * new in release 0.8, knows no sessions and says 0 while nothing has been traded.)
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
