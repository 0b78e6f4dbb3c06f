import { at, type Numbers, requireFinite, requireInteger } from '../numbers.js';
import type { Line } from './line.js';
import { windowMean } from './sma.js';

/**
 * Exponential moving average with k = 2 / (period + 1), seeded with the simple average of the first `period` values;
 * the first is at bar `period − 1`.
 */
export function ema(values: Numbers, period: number): Line {
  requireInteger('period', period, 1);
  requireFinite('values', values);
  return emaFrom(values, period, period - 1);
}

/** The same, seeded with the simple average that ends at `seedIndex` (at least `period − 1`). */
export function emaFrom(values: Numbers, period: number, seedIndex: number): Line {
  const out = new Float64Array(Math.max(values.length - seedIndex, 0));
  if (out.length === 0) return { offset: seedIndex, values: out };
  const k = 2 / (period + 1);
  let average = windowMean(values, period, seedIndex);
  out[0] = average;
  for (let i = seedIndex + 1; i < values.length; i++) {
    average += k * (at(values, i) - average);
    out[i - seedIndex] = average;
  }
  return { offset: seedIndex, values: out };
}
