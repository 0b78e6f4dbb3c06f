import { at, type Numbers, requireFinite, requireInteger } from '../numbers.js';
import type { Line } from './line.js';

/**
 * Relative strength index after Wilder (1978): 100 − 100 / (1 + G / L), where G and L are the average gain and loss,
 * begun as plain means of the first `period` changes and smoothed by 1 / period from then on. In [0, 100]; the first
 * value is at bar `period`. A series that has not moved at all is neither strong nor weak: 50.
 */
export function rsi(values: Numbers, period: number): Line {
  requireInteger('period', period, 1);
  requireFinite('values', values);
  const out = new Float64Array(Math.max(values.length - period, 0));
  if (out.length === 0) return { offset: period, values: out };

  let gain = 0;
  let loss = 0;
  for (let i = 1; i <= period; i++) {
    const change = at(values, i) - at(values, i - 1);
    if (change > 0) gain += change;
    else loss -= change;
  }
  gain /= period;
  loss /= period;
  out[0] = strength(gain, loss);

  for (let i = period + 1; i < values.length; i++) {
    const change = at(values, i) - at(values, i - 1);
    gain = (gain * (period - 1) + Math.max(change, 0)) / period;
    loss = (loss * (period - 1) + Math.max(-change, 0)) / period;
    out[i - period] = strength(gain, loss);
  }
  return { offset: period, values: out };
}

function strength(gain: number, loss: number): number {
  const sum = gain + loss;
  // 100·G/(G+L) is Wilder's formula without the division by a loss that may be 0.
  return sum === 0 ? 50 : 100 * (gain / sum);
}
