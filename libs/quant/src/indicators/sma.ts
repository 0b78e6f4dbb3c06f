import { at, type Numbers, requireFinite, requireIndex, requireInteger } from '../numbers.js';
import { type Line, lineOf } from './line.js';

/**
 * Simple moving average: the mean of the `period` values ending at each bar; the first is at bar `period − 1`.
 *
 * Every window is summed afresh. A running sum would be faster but carries the rounding of bars that have left the
 * window, and a value would then depend on where the series began.
 */
export function sma(values: Numbers, period: number): Line {
  requireInteger('period', period, 1);
  requireFinite('values', values);
  return lineOf(values, period - 1, (index) => windowMean(values, period, index));
}

/** The simple moving average at one bar (default: the newest); undefined in the warm-up. Equals `sma` at that bar. */
export function smaAt(values: Numbers, period: number, index = values.length - 1): number | undefined {
  requireInteger('period', period, 1);
  if (index < period - 1) return undefined;
  requireIndex('index', index, values);
  requireFinite('values', values);
  return windowMean(values, period, index);
}

/** Mean of the `period` values that end at `index`; the caller guarantees that they exist. */
export function windowMean(values: Numbers, period: number, index: number): number {
  let sum = 0;
  for (let i = index - period + 1; i <= index; i++) sum += at(values, i);
  return sum / period;
}
