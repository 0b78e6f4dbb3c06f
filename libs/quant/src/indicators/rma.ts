import { type Numbers, requireInteger } from '../numbers.js';
import { column, requireValue } from './column.js';
import type { Line } from './line.js';
import { Smoothing, smoothLine, startOf } from './smoothing.js';

/**
 * Wilder's moving average (1978; also RMA, SMMA, modified moving average): factor 1 / period, begun with the plain mean
 * of the first `period` values at bar `period − 1`.
 */
export function rma(values: Numbers, period: number): Line {
  requireInteger('period', period, 1);
  return smoothLine(column('values', values), 1 / period, startOf(period, 'sma'));
}

/** `rma`, value by value. */
export class RmaStream {
  readonly #average: Smoothing;

  constructor(period: number) {
    requireInteger('period', period, 1);
    this.#average = new Smoothing(1 / period, startOf(period, 'sma'));
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    return this.#average.push(value);
  }
}
