import { at, type Numbers, requireInteger } from '../numbers.js';
import { positiveColumn, requirePositiveValue } from './column.js';
import { LaggedStream } from './lagged-stream.js';
import { type Line, lineOf } from './line.js';

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
