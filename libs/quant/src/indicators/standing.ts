import { at, type Numbers, requireAbove, requireInteger } from '../numbers.js';
import { percentileRank } from '../statistics/percentile-rank.js';
import { column, positiveColumn, requireValue } from './column.js';
import { type Line, lineThrough } from './line.js';
import { CloseToCloseVolatilityStream } from './range-volatility.js';
import { room } from './room.js';
import { WindowMoments } from './window-moments.js';

/**
 * Z-score: how many sample standard deviations (divisor `period − 1`) the value is from the mean of the `period` values
 * that end with it; 0 where they are all equal. First value at bar `period − 1`.
 */
export function zScore(values: Numbers, period = 20): Line {
  const stream = new ZScoreStream(period);
  const x = column('values', values);
  return lineThrough(x.length, period - 1, (i) => stream.push(at(x, i)));
}

/** `zScore`, value by value. */
export class ZScoreStream {
  readonly #moments: WindowMoments;
  readonly #sample: number;

  constructor(period = 20) {
    requireInteger('period', period, 2);
    this.#moments = new WindowMoments(period);
    this.#sample = Math.sqrt(period / (period - 1));
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    if (!this.#moments.push(value)) return undefined;
    const { mean, deviation } = this.#moments;
    return deviation === 0 ? 0 : (value - mean) / (deviation * this.#sample);
  }
}

/**
 * Percentile rank, 0 to 100, of each value among the `period` values before it, ties counting half (`percentileRank`).
 * First value at bar `period`.
 */
export function percentileRankLine(values: Numbers, period = 252): Line {
  const stream = new PercentileRankStream(period);
  const x = column('values', values);
  return lineThrough(x.length, period, (i) => stream.push(at(x, i)));
}

/** `percentileRankLine`, value by value. */
export class PercentileRankStream {
  readonly #earlier: Float64Array;
  #count = 0;

  constructor(period = 252) {
    requireInteger('period', period, 1);
    this.#earlier = room(period);
  }

  push(value: number): number | undefined {
    requireValue('value', value);
    const rank = this.#count < this.#earlier.length ? undefined : percentileRank(this.#earlier, value);
    this.#earlier[this.#count++ % this.#earlier.length] = value;
    return rank;
  }
}

export interface VolatilityScaleOptions {
  /** Bars of volatility; default 20. */
  readonly period?: number;
  /** Volatility a year to aim at; default 0.15. */
  readonly target?: number;
  /** Volatility is not taken to be less than this; default 0.01. */
  readonly floor?: number;
  /** The largest factor; default 3. */
  readonly cap?: number;
  /** Bars a year; default 252. */
  readonly periodsPerYear?: number;
}

/**
 * The factor that brings a position to a target volatility: target / max(volatility, floor), at most `cap`; volatility
 * close to close. First value at bar `period`.
 */
export function volatilityScale(close: Numbers, options: VolatilityScaleOptions = {}): Line {
  const stream = new VolatilityScaleStream(options);
  const x = positiveColumn('close', close);
  return lineThrough(x.length, options.period ?? 20, (i) => stream.push(at(x, i)));
}

/** `volatilityScale`, close by close. */
export class VolatilityScaleStream {
  readonly #volatility: CloseToCloseVolatilityStream;
  readonly #target: number;
  readonly #floor: number;
  readonly #cap: number;

  constructor({
    period = 20,
    target = 0.15,
    floor = 0.01,
    cap = 3,
    periodsPerYear = 252,
  }: VolatilityScaleOptions = {}) {
    for (const [name, value] of Object.entries({ target, floor, cap })) requireAbove(name, value, 0);
    this.#volatility = new CloseToCloseVolatilityStream(period, periodsPerYear);
    this.#target = target;
    this.#floor = floor;
    this.#cap = cap;
  }

  push(close: number): number | undefined {
    const volatility = this.#volatility.push(close);
    if (volatility === undefined) return undefined;
    return Math.min(this.#target / Math.max(volatility, this.#floor), this.#cap);
  }
}
