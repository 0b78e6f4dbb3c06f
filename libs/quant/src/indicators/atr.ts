import { at, type Numbers, requireInteger } from '../numbers.js';
import { barColumns, requireBar } from './column.js';
import type { Line } from './line.js';
import { Smoothing, smoothed, startOf } from './smoothing.js';
import { trueRangeOf } from './true-range.js';

export interface AtrOptions {
  /**
   * What the first bar counts with, which has no previous close: nothing (default: TA-Lib, first value at bar `period`)
   * or its own high − low (Wilder's book, StockCharts, Lean, Tulip: first value at bar `period − 1`).
   */
  readonly firstBar?: 'left-out' | 'high-low';
}

/**
 * Average true range after Wilder (1978): the plain mean of the first `period` true ranges, smoothed by 1 / period from
 * then on. In price units.
 */
export function atr(
  high: Numbers,
  low: Numbers,
  close: Numbers,
  period = 14,
  { firstBar = 'left-out' }: AtrOptions = {},
): Line {
  requireInteger('period', period, 1);
  const bars = barColumns(high, low, close);
  const first = firstBar === 'left-out' ? 1 : 0;
  const offset = period - 1 + first;
  const out = new Float64Array(Math.max(high.length - offset, 0));
  if (out.length === 0) return { offset, values: out };

  let sum = first === 0 ? at(bars.high, 0) - at(bars.low, 0) : 0;
  let previous = at(bars.close, 0);
  for (let i = 1; i <= offset; i++) {
    sum += trueRangeOf(at(bars.high, i), at(bars.low, i), previous);
    previous = at(bars.close, i);
  }
  let average = sum / period;
  out[0] = average;
  const factor = 1 / period;
  for (let i = offset + 1; i < bars.high.length; i++) {
    average = smoothed(average, trueRangeOf(at(bars.high, i), at(bars.low, i), previous), factor);
    previous = at(bars.close, i);
    out[i - offset] = average;
  }
  return { offset, values: out };
}

/** `atr`, bar by bar. */
export class AtrStream {
  readonly #average: Smoothing;
  readonly #countsFirstBar: boolean;
  #previous: number | undefined;

  constructor(period = 14, { firstBar = 'left-out' }: AtrOptions = {}) {
    requireInteger('period', period, 1);
    this.#average = new Smoothing(1 / period, startOf(period, 'sma'));
    this.#countsFirstBar = firstBar === 'high-low';
  }

  push(high: number, low: number, close: number): number | undefined {
    requireBar(high, low, close);
    const previous = this.#previous;
    this.#previous = close;
    if (previous !== undefined) return this.#average.push(trueRangeOf(high, low, previous));
    return this.#countsFirstBar ? this.#average.push(high - low) : undefined;
  }
}
