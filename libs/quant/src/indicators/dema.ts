import { at, type Numbers, requireInteger } from '../numbers.js';
import { column, requireValue } from './column.js';
import { type EmaOptions, emaFactor } from './ema.js';
import { type Line, lineThrough } from './line.js';
import { Smoothing, startOf } from './smoothing.js';

/**
 * Double exponential moving average after Mulloy (1994): 2·EMA − EMA of EMA. First value at bar `2·(period − 1)` (TA-Lib).
 */
export function dema(values: Numbers, period: number, options: EmaOptions = {}): Line {
  const stream = new DemaStream(period, options);
  const x = column('values', values);
  return lineThrough(x.length, 2 * (period - 1), (i) => stream.push(at(x, i)));
}

/** `dema`, value by value. */
export class DemaStream {
  readonly #averages: EmaChain;

  constructor(period: number, options: EmaOptions = {}) {
    this.#averages = new EmaChain(period, 2, options);
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const second = this.#averages.push(value);
    return second === undefined ? undefined : 2 * this.#averages.of(0) - second;
  }
}

/**
 * Triple exponential moving average after Mulloy (1994): 3·EMA − 3·EMA of EMA + EMA of EMA of EMA. First value at bar
 * `3·(period − 1)` (TA-Lib).
 */
export function tema(values: Numbers, period: number, options: EmaOptions = {}): Line {
  const stream = new TemaStream(period, options);
  const x = column('values', values);
  return lineThrough(x.length, 3 * (period - 1), (i) => stream.push(at(x, i)));
}

/** `tema`, value by value. */
export class TemaStream {
  readonly #averages: EmaChain;

  constructor(period: number, options: EmaOptions = {}) {
    this.#averages = new EmaChain(period, 3, options);
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const third = this.#averages.push(value);
    return third === undefined ? undefined : 3 * (this.#averages.of(0) - this.#averages.of(1)) + third;
  }
}

/**
 * TRIX after Hutson (1983): the change in percent, from one bar to the next, of EMA of EMA of EMA. First value at bar
 * `3·(period − 1) + 1` (TA-Lib); 0 where the average before is 0 (TA-Lib).
 */
export function trix(values: Numbers, period: number, options: EmaOptions = {}): Line {
  const stream = new TrixStream(period, options);
  const x = column('values', values);
  return lineThrough(x.length, 3 * (period - 1) + 1, (i) => stream.push(at(x, i)));
}

/** `trix`, value by value. */
export class TrixStream {
  readonly #averages: EmaChain;
  #previous: number | undefined;

  constructor(period: number, options: EmaOptions = {}) {
    this.#averages = new EmaChain(period, 3, options);
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const previous = this.#previous;
    this.#previous = this.#averages.push(value);
    if (previous === undefined || this.#previous === undefined) return undefined;
    return previous === 0 ? 0 : 100 * (this.#previous / previous - 1);
  }
}

/** Exponential averages, each of the one before it. */
class EmaChain {
  readonly #links: readonly Smoothing[];
  readonly #latest: Float64Array;

  constructor(period: number, depth: number, { seed = 'sma' }: EmaOptions) {
    requireInteger('period', period, 1);
    this.#links = Array.from({ length: depth }, () => new Smoothing(emaFactor(period), startOf(period, seed)));
    this.#latest = new Float64Array(depth);
  }

  /** The last average, once every one has a value. */
  push(value: number): number | undefined {
    let next: number | undefined = value;
    for (const [position, link] of this.#links.entries()) {
      next = link.push(next);
      if (next === undefined) return undefined;
      this.#latest[position] = next;
    }
    return next;
  }

  of(position: number): number {
    return at(this.#latest, position);
  }
}
