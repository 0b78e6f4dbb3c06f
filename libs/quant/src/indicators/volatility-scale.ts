import { at, type Numbers, requireAbove } from '../numbers.js';
import { CloseToCloseVolatilityStream } from './close-to-close-volatility.js';
import { positiveColumn } from './column.js';
import { type Line, lineThrough } from './line.js';

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
