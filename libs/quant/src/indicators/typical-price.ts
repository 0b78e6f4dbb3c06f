import { at, type Numbers } from '../numbers.js';
import { barColumns } from './column.js';
import { type Line, lineThrough } from './line.js';

/** (high + low + close) / 3 */
export function typicalPriceOf(high: number, low: number, close: number): number {
  return (high + low + close) / 3;
}

/** Typical price (high + low + close) / 3, from bar 0. */
export function typicalPrice(high: Numbers, low: Numbers, close: Numbers): Line {
  const bars = barColumns(high, low, close);
  return lineThrough(high.length, 0, (i) => typicalPriceOf(at(bars.high, i), at(bars.low, i), at(bars.close, i)));
}
