import { at, type Numbers, requireInteger } from '../numbers.js';
import { column, positiveColumn, requirePositiveValue, requireValue } from './column.js';
import { type Line, lineOf } from './line.js';
import { Delay } from './window-sum.js';

/** Rate of change in percent: 100·(value / value `period` bars before − 1); 0 where that value is 0 (TA-Lib). */
export function roc(values: Numbers, period = 10): Line {
  requireInteger('period', period, 1);
  const x = column('values', values);
  return lineOf(x, period, (i) => rateOf(at(x, i), at(x, i - period)));
}

/** Momentum: value − value `period` bars before. */
export function momentum(values: Numbers, period = 10): Line {
  requireInteger('period', period, 1);
  const x = column('values', values);
  return lineOf(x, period, (i) => at(x, i) - at(x, i - period));
}

/** Simple returns over `lag` bars, a ratio: price / price `lag` bars before − 1. */
export function simpleReturnLine(prices: Numbers, lag = 1): Line {
  requireInteger('lag', lag, 1);
  const x = positiveColumn('prices', prices);
  return lineOf(x, lag, (i) => at(x, i) / at(x, i - lag) - 1);
}

/** Logarithmic returns over `lag` bars: ln(price / price `lag` bars before). */
export function logReturnLine(prices: Numbers, lag = 1): Line {
  requireInteger('lag', lag, 1);
  const x = positiveColumn('prices', prices);
  return lineOf(x, lag, (i) => Math.log(at(x, i) / at(x, i - lag)));
}

/** A value beside the one `lag` bars before. */
abstract class LaggedStream {
  readonly #earlier: Delay;

  constructor(parameter: string, lag: number) {
    requireInteger(parameter, lag, 1);
    this.#earlier = new Delay(lag);
  }

  push(value: number): number | undefined {
    this.require(value);
    const earlier = this.#earlier.push(value);
    return earlier === undefined ? undefined : this.compare(value, earlier);
  }

  protected require(value: number): void {
    requireValue('value', value);
  }

  protected abstract compare(value: number, earlier: number): number;
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

/** `momentum`, value by value. */
export class MomentumStream extends LaggedStream {
  constructor(period = 10) {
    super('period', period);
  }

  protected compare(value: number, earlier: number): number {
    return value - earlier;
  }
}

/** `simpleReturnLine`, price by price. */
export class SimpleReturnStream extends LaggedStream {
  constructor(lag = 1) {
    super('lag', lag);
  }

  protected override require(price: number): void {
    requirePositiveValue('price', price);
  }

  protected compare(price: number, earlier: number): number {
    return price / earlier - 1;
  }
}

/** `logReturnLine`, price by price. */
export class LogReturnStream extends LaggedStream {
  constructor(lag = 1) {
    super('lag', lag);
  }

  protected override require(price: number): void {
    requirePositiveValue('price', price);
  }

  protected compare(price: number, earlier: number): number {
    return Math.log(price / earlier);
  }
}

function rateOf(value: number, earlier: number): number {
  return earlier === 0 ? 0 : 100 * (value / earlier - 1);
}
