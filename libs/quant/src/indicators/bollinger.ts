import { at, held, type Numbers, requireIndex, requireInteger } from '../numbers.js';
import { column, positiveColumn, requireFactor, requireValue } from './column.js';
import { type Line, lineOf } from './line.js';
import { deviationOf, momentsAt, WindowMoments } from './window-moments.js';

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

/** Bollinger bands: the simple average of `period` values ± `multiplier` population standard deviations (TA-Lib). */
export function bollinger(values: Numbers, period = 20, multiplier = 2): BollingerBands {
  requireInteger('period', period, 1);
  requireFactor('multiplier', multiplier);
  const x = column('values', values);
  const offset = period - 1;
  const windows = Math.max(x.length - offset, 0);
  const upper = new Float64Array(windows);
  const middle = new Float64Array(windows);
  const lower = new Float64Array(windows);
  // The blocks of `window-moments.ts`; the older block's sums wait in the result until the newer block's join them.
  for (let first = 0; first < windows; first += period) {
    const end = first + offset;
    const pivot = at(x, end);
    const last = Math.min(end, windows - 1);
    let sum = 0;
    let squares = 0;
    for (let start = end; start >= first; start--) {
      const distance = at(x, start) - pivot;
      sum += distance;
      squares += distance * distance;
      if (start > last) continue;
      middle[start] = sum;
      upper[start] = squares;
    }
    sum = 0;
    squares = 0;
    for (let start = first; start <= last; start++) {
      if (start > first) {
        const distance = at(x, start + offset) - pivot;
        sum += distance;
        squares += distance * distance;
      }
      const total = at(middle, start) + sum;
      const mean = pivot + total / period;
      const reach = multiplier * deviationOf(total, at(upper, start) + squares, period);
      upper[start] = mean + reach;
      middle[start] = mean;
      lower[start] = mean - reach;
    }
  }
  return { upper: { offset, values: upper }, middle: { offset, values: middle }, lower: { offset, values: lower } };
}

/** The bands at one bar (default: the newest); undefined in the warm-up. Equals `bollinger` at that bar. */
export function bollingerAt(
  values: Numbers,
  period = 20,
  multiplier = 2,
  index = values.length - 1,
): BollingerReading | undefined {
  requireInteger('period', period, 1);
  requireFactor('multiplier', multiplier);
  if (index < period - 1) return undefined;
  requireIndex('index', index, values);
  column('values', values);
  const { mean, deviation } = momentsAt(values, period, index);
  return readingOf(at(values, index), mean, multiplier * deviation);
}

/** %B, (value − lower) / (upper − lower): 0 at the lower band, 1 at the upper; 0.5 where the bands coincide. */
export function bollingerPercentB(values: Numbers, period = 20, multiplier = 2): Line {
  const { upper, middle, lower } = bollinger(values, period, multiplier);
  return lineOf(values, middle.offset, (index) => {
    const k = index - middle.offset;
    return positionOf(at(values, index), at(lower.values, k), at(upper.values, k)) ?? 0.5;
  });
}

/** Band width (upper − lower) / middle, a ratio, of prices above 0. */
export function bollingerWidth(values: Numbers, period = 20, multiplier = 2): Line {
  const { upper, middle, lower } = bollinger(positiveColumn('values', values), period, multiplier);
  return lineOf(values, middle.offset, (index) => {
    const k = index - middle.offset;
    return (at(upper.values, k) - at(lower.values, k)) / at(middle.values, k);
  });
}

/** `bollinger` with width and %B, value by value. */
export class BollingerStream {
  readonly #moments: WindowMoments;
  readonly #multiplier: number;

  constructor(period = 20, multiplier = 2) {
    requireInteger('period', period, 1);
    requireFactor('multiplier', multiplier);
    this.#moments = new WindowMoments(period);
    this.#multiplier = multiplier;
  }

  push(value: number): BollingerReading | undefined {
    requireValue('value', value);
    if (!this.#moments.push(value)) return undefined;
    return readingOf(value, this.#moments.mean, this.#multiplier * this.#moments.deviation);
  }
}

function readingOf(value: number, middle: number, reach: number): BollingerReading {
  const upper = middle + reach;
  const lower = middle - reach;
  return { upper, middle, lower, width: held((upper - lower) / middle), percentB: positionOf(value, lower, upper) };
}

function positionOf(value: number, lower: number, upper: number): number | undefined {
  return held((value - lower) / (upper - lower));
}
