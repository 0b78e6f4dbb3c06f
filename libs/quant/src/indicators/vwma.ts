import { at, type Numbers, requireInteger, requireSameLength } from '../numbers.js';
import { column, requireValue, requireVolume, volumeColumn } from './column.js';
import { type Line, lineThrough } from './line.js';
import { WindowMean } from './window-moments.js';
import { WindowSum } from './window-sum.js';

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
