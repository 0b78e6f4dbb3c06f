import { at, type Numbers, requireSameLength } from '../numbers.js';
import { column, requireValue, requireVolume, volumeColumn } from './column.js';
import { type Line, lineThrough } from './line.js';

export interface ObvOptions {
  /** What stands at bar 0: its volume (default, TA-Lib) or 0 (Granville, Tulip). */
  readonly start?: 'volume' | 'zero';
}

/** On-balance volume after Granville (1963): the volume of bars that closed higher, less that of those lower, from bar 0. */
export function obv(close: Numbers, volume: Numbers, options: ObvOptions = {}): Line {
  requireSameLength('volume', volume, 'close', close);
  const stream = new ObvStream(options);
  const price = column('close', close);
  const amount = volumeColumn(volume);
  return lineThrough(price.length, 0, (i) => stream.push(at(price, i), at(amount, i)));
}

/** `obv`, bar by bar. */
export class ObvStream {
  readonly #startsWithVolume: boolean;
  #previous: number | undefined;
  #balance = 0;

  constructor({ start = 'volume' }: ObvOptions = {}) {
    this.#startsWithVolume = start === 'volume';
  }

  push(close: number, volume: number): number {
    requireValue('close', close);
    requireVolume(volume);
    if (this.#previous === undefined) this.#balance = this.#startsWithVolume ? volume : 0;
    else if (close > this.#previous) this.#balance += volume;
    else if (close < this.#previous) this.#balance -= volume;
    this.#previous = close;
    return this.#balance;
  }
}
