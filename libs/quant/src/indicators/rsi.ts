import { at, type Numbers, requireInteger } from '../numbers.js';
import { column, requireValue } from './column.js';
import type { Line } from './line.js';
import { smoothed } from './smoothing.js';

/**
 * Relative strength index after Wilder (1978): 100 − 100 / (1 + G / L), where G and L are the average gain and loss,
 * begun as plain means of the first `period` changes and smoothed by 1 / period from then on. In [0, 100]; the first
 * value is at bar `period`. A series that has not moved at all is neither strong nor weak: 50 (TA-Lib up to release 0.8
 * says 0).
 */
export function rsi(values: Numbers, period = 14): Line {
  requireInteger('period', period, 1);
  const x = column('values', values);
  const out = new Float64Array(Math.max(x.length - period, 0));
  if (out.length === 0) return { offset: period, values: out };

  let gain = 0;
  let loss = 0;
  for (let i = 1; i <= period; i++) {
    const change = at(x, i) - at(x, i - 1);
    gain += gainOf(change);
    loss += lossOf(change);
  }
  gain /= period;
  loss /= period;
  out[0] = strength(gain, loss);

  const factor = 1 / period;
  let previous = at(x, period);
  for (let k = 1; k < out.length; k++) {
    const value = at(x, period + k);
    const change = value - previous;
    previous = value;
    gain = smoothed(gain, gainOf(change), factor);
    loss = smoothed(loss, lossOf(change), factor);
    out[k] = strength(gain, loss);
  }
  return { offset: period, values: out };
}

/** `rsi`, value by value. */
export class RsiStream {
  readonly #period: number;
  readonly #factor: number;
  #changes = -1;
  #previous = 0;
  #gain = 0;
  #loss = 0;

  constructor(period = 14) {
    requireInteger('period', period, 1);
    this.#period = period;
    this.#factor = 1 / period;
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const change = value - this.#previous;
    this.#previous = value;
    if (this.#changes < this.#period) {
      this.#changes++;
      if (this.#changes === 0) return undefined;
      this.#gain += gainOf(change);
      this.#loss += lossOf(change);
      if (this.#changes < this.#period) return undefined;
      this.#gain /= this.#period;
      this.#loss /= this.#period;
    } else {
      this.#gain = smoothed(this.#gain, gainOf(change), this.#factor);
      this.#loss = smoothed(this.#loss, lossOf(change), this.#factor);
    }
    return strength(this.#gain, this.#loss);
  }
}

function gainOf(change: number): number {
  return Math.max(change, 0);
}

function lossOf(change: number): number {
  return change < 0 ? -change : 0;
}

function strength(gain: number, loss: number): number {
  const sum = gain + loss;
  // 100·G/(G+L) is Wilder's formula without the division by a loss that may be 0.
  return sum === 0 ? 50 : 100 * (gain / sum);
}
