import { at, type Numbers, requireAbove, requireFinite, requireIndex, requireInteger } from '../numbers.js';
import { type Line, lineOf } from './line.js';
import { windowMean } from './sma.js';

/** The three bands along a series; the first values are at bar `period − 1`. */
export interface BollingerBands {
  readonly upper: Line;
  readonly middle: Line;
  readonly lower: Line;
}

/** The bands at one bar. */
export interface BollingerReading {
  readonly upper: number;
  readonly middle: number;
  readonly lower: number;
  /** (upper − lower) / middle, a ratio; undefined when the middle is 0. */
  readonly width: number | undefined;
  /** (value − lower) / (upper − lower); undefined when the bands coincide. */
  readonly percentB: number | undefined;
}

/** Bollinger bands: the simple average of `period` values ± `multiplier` population standard deviations. */
export function bollinger(values: Numbers, period: number, multiplier: number): BollingerBands {
  requireInteger('period', period, 1);
  requireAbove('multiplier', multiplier, 0);
  requireFinite('values', values);
  const middle = lineOf(values, period - 1, (index) => windowMean(values, period, index));
  const reach = lineOf(values, period - 1, (index) => multiplier * windowDeviation(values, period, index));
  const shifted = (sign: 1 | -1): Line => ({
    offset: middle.offset,
    values: middle.values.map((mean, k) => mean + sign * at(reach.values, k)),
  });
  return { upper: shifted(1), middle, lower: shifted(-1) };
}

/** The bands at one bar (default: the newest); undefined in the warm-up. Equals `bollinger` at that bar. */
export function bollingerAt(
  values: Numbers,
  period: number,
  multiplier: number,
  index = values.length - 1,
): BollingerReading | undefined {
  requireInteger('period', period, 1);
  requireAbove('multiplier', multiplier, 0);
  if (index < period - 1) return undefined;
  requireIndex('index', index, values);
  requireFinite('values', values);
  const middle = windowMean(values, period, index);
  const reach = multiplier * windowDeviation(values, period, index);
  const upper = middle + reach;
  const lower = middle - reach;
  return {
    upper,
    middle,
    lower,
    width: middle === 0 ? undefined : (upper - lower) / middle,
    percentB: upper === lower ? undefined : (at(values, index) - lower) / (upper - lower),
  };
}

/** Population standard deviation of the window; about the mean, because mean-of-squares cancels at price levels. */
function windowDeviation(values: Numbers, period: number, index: number): number {
  const mean = windowMean(values, period, index);
  let squares = 0;
  for (let i = index - period + 1; i <= index; i++) squares += (at(values, i) - mean) ** 2;
  return Math.sqrt(squares / period);
}
