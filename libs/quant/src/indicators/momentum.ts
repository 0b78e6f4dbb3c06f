import { at, type Numbers, requireInteger } from '../numbers.js';
import { column } from './column.js';
import { LaggedStream } from './lagged-stream.js';
import { type Line, lineOf } from './line.js';

/** Momentum: value − value `period` bars before (TA-Lib's MOM). From bar `period`. */
export function momentum(values: Numbers, period = 10): Line {
  requireInteger('period', period, 1);
  const x = column('values', values);
  return lineOf(x, period, (i) => at(x, i) - at(x, i - period));
}

/** `momentum`, value by value. */
export class MomentumStream extends LaggedStream {
  constructor(period = 10) {
    super('period', period);
  }

  protected compare(value: number, earlier: number): number {
    return value - earlier;
  }
}
