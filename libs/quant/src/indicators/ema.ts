import { type Numbers, requireInteger } from '../numbers.js';
import { column, requireValue } from './column.js';
import type { Line } from './line.js';
import { type Seed, Smoothing, smoothLine, startOf } from './smoothing.js';

export interface EmaOptions {
  /** Default: `sma`. */
  readonly seed?: Seed;
}

/** The factor of an exponential average over a period: 2 / (period + 1). */
export function emaFactor(period: number): number {
  return 2 / (period + 1);
}

/**
 * Exponential moving average with factor 2 / (period + 1), seeded with the simple average of the first `period` values
 * (TA-Lib) or, with seed `first`, with the first value. The first average is at bar `period − 1`.
 */
export function ema(values: Numbers, period: number, { seed = 'sma' }: EmaOptions = {}): Line {
  requireInteger('period', period, 1);
  return emaLine(column('values', values), period, seed);
}

export function emaLine(x: Numbers, period: number, seed: Seed): Line {
  return smoothLine(x, emaFactor(period), startOf(period, seed));
}

/** `ema`, value by value. */
export class EmaStream {
  readonly #average: Smoothing;

  constructor(period: number, { seed = 'sma' }: EmaOptions = {}) {
    requireInteger('period', period, 1);
    this.#average = new Smoothing(emaFactor(period), startOf(period, seed));
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    return this.#average.push(value);
  }
}
