import { at, type Numbers, requireFinite, requireInteger, requireSameLength } from '../numbers.js';
import type { Line } from './line.js';

/**
 * Average true range after Wilder (1978): the plain mean of the first `period` true ranges, smoothed by 1 / period
 * from then on. In price units; the first value is at bar `period − 1`.
 *
 * True range is max(high − low, |high − previous close|, |low − previous close|); the first bar, which has no previous
 * close, counts with high − low, as in Wilder's book and most charting programs (TA-Lib leaves it out instead).
 */
export function atr(high: Numbers, low: Numbers, close: Numbers, period: number): Line {
  requireInteger('period', period, 1);
  requireSameLength('low', low, 'high', high);
  requireSameLength('close', close, 'high', high);
  requireFinite('high', high);
  requireFinite('low', low);
  requireFinite('close', close);

  const offset = period - 1;
  const out = new Float64Array(Math.max(high.length - offset, 0));
  if (out.length === 0) return { offset, values: out };

  let average = 0;
  for (let i = 0; i < period; i++) average += trueRange(high, low, close, i);
  average /= period;
  out[0] = average;
  for (let i = period; i < high.length; i++) {
    average = (average * (period - 1) + trueRange(high, low, close, i)) / period;
    out[i - offset] = average;
  }
  return { offset, values: out };
}

function trueRange(high: Numbers, low: Numbers, close: Numbers, index: number): number {
  const top = at(high, index);
  const bottom = at(low, index);
  if (index === 0) return top - bottom;
  const previous = at(close, index - 1);
  return Math.max(top - bottom, Math.abs(top - previous), Math.abs(bottom - previous));
}
