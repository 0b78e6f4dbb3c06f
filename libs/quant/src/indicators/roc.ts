import { at, type Numbers, requireInteger } from '../numbers.js';
import { column } from './column.js';
import { LaggedStream } from './lagged-stream.js';
import { type Line, lineOf } from './line.js';

/**
 * Rate of change in percent: 100·(value / value `period` bars before − 1); 0 where that value is 0 (TA-Lib), or so small
 * that the rate is beyond a number.
 */
export function roc(values: Numbers, period = 10): Line {
  requireInteger('period', period, 1);
  const x = column('values', values);
  return lineOf(x, period, (i) => rateOf(at(x, i), at(x, i - period)));
}

/** `roc`, value by value. */
export class RocStream extends LaggedStream {
  constructor(period = 10) {
    super('period', period);
  }

  protected compare(value: number, earlier: number): number {
    return rateOf(value, earlier);
  }
}

export function rateOf(value: number, earlier: number): number {
  const rate = 100 * (value / earlier - 1);
  return Number.isFinite(rate) ? rate : 0;
}
