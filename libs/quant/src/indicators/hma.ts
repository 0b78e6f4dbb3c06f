import { at, type Numbers, requireInteger } from '../numbers.js';
import { column, requireValue } from './column.js';
import { type Line, shifted } from './line.js';
import { WindowWeightedMean, wmaLine } from './weighted-mean.js';

/**
 * Hull moving average after Hull (2005): WMA over √period of 2·WMA(period / 2) − WMA(period), the periods rounded down.
 * First value at bar `period + ⌊√period⌋ − 2`.
 */
export function hma(values: Numbers, period: number): Line {
  requireInteger('period', period, 2);
  const x = column('values', values);
  const slow = wmaLine(x, period);
  const fast = wmaLine(x, Math.floor(period / 2));
  const lead = slow.offset - fast.offset;
  const raw = slow.values.map((value, k) => 2 * at(fast.values, k + lead) - value);
  return shifted(wmaLine(raw, Math.floor(Math.sqrt(period))), slow.offset);
}

/** `hma`, value by value. */
export class HmaStream {
  readonly #slow: WindowWeightedMean;
  readonly #fast: WindowWeightedMean;
  readonly #smooth: WindowWeightedMean;

  constructor(period: number) {
    requireInteger('period', period, 2);
    this.#slow = new WindowWeightedMean(period);
    this.#fast = new WindowWeightedMean(Math.floor(period / 2));
    this.#smooth = new WindowWeightedMean(Math.floor(Math.sqrt(period)));
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const slow = this.#slow.push(value);
    const fast = this.#fast.push(value);
    return slow === undefined || fast === undefined ? undefined : this.#smooth.push(2 * fast - slow);
  }
}
