import { at, type Numbers, requireInteger } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { column, requireValue } from './column.js';
import { emaFactor } from './ema.js';
import type { Line } from './line.js';
import { type Seed, Smoothing, smoothed, startOf } from './smoothing.js';

export interface Macd {
  /** Fast average − slow average, from bar `slow − 1`. */
  readonly line: Line;
  /** Exponential average of the line, from bar `slow + signal − 2`. */
  readonly signal: Line;
  /** Line − signal, from the same bar. */
  readonly histogram: Line;
}

export interface MacdReading {
  readonly line: number;
  /** Undefined while the line is too short for its average; so is the histogram. */
  readonly signal: number | undefined;
  readonly histogram: number | undefined;
}

export interface MacdOptions {
  /** Default `sma`. With `first` the averages begin with the first close, the signal with the first value of the line. */
  readonly seed?: Seed;
  /** Factors of the two averages instead of 2 / (period + 1), such as Appel's 0.15 and 0.075 (TA-Lib's MACDFIX). */
  readonly factors?: { readonly fast: number; readonly slow: number };
}

interface Plan {
  readonly fast: number;
  readonly slow: number;
  readonly fastFactor: number;
  readonly slowFactor: number;
  readonly signalFactor: number;
  /** Values in the seed of each average; those of fast and slow end at the same bar. */
  readonly fastSeed: number;
  readonly slowSeed: number;
  readonly signalSeed: number;
}

/**
 * Moving average convergence/divergence, seeded as TA-Lib does: both averages start at bar `slow − 1`, the fast one from
 * the simple average of the `fast` values that end there (not of the first `fast` values of the series), and the signal
 * from the simple average of the line's first `signal` values. TA-Lib hides the line until the signal exists; here it
 * is given from its first bar. TA-Lib swaps `fast` and `slow` where they stand the wrong way round; here that is refused.
 */
export function macd(values: Numbers, fast = 12, slow = 26, signal = 9, options: MacdOptions = {}): Macd {
  const plan = planOf(fast, slow, signal, options);
  const x = column('values', values);
  const offset = slow - 1;
  const delay = signal - 1;
  const line = new Float64Array(Math.max(x.length - offset, 0));
  const signals = new Float64Array(Math.max(line.length - delay, 0));
  const histogram = new Float64Array(signals.length);
  const result = {
    line: { offset, values: line },
    signal: { offset: offset + delay, values: signals },
    histogram: { offset: offset + delay, values: histogram },
  };
  if (line.length === 0) return result;

  let quick = seedMean(x, plan.fastSeed, plan.slowSeed);
  let calm = seedMean(x, plan.slowSeed, plan.slowSeed);
  for (let i = plan.slowSeed; i <= offset; i++) {
    quick = smoothed(quick, at(x, i), plan.fastFactor);
    calm = smoothed(calm, at(x, i), plan.slowFactor);
  }
  line[0] = quick - calm;
  for (let k = 1; k < line.length; k++) {
    const value = at(x, offset + k);
    quick = smoothed(quick, value, plan.fastFactor);
    calm = smoothed(calm, value, plan.slowFactor);
    line[k] = quick - calm;
  }
  if (signals.length === 0) return result;
  let average = seedMean(line, plan.signalSeed, plan.signalSeed);
  for (let k = plan.signalSeed; k <= delay; k++) average = smoothed(average, at(line, k), plan.signalFactor);
  signals[0] = average;
  histogram[0] = at(line, delay) - average;
  for (let k = 1; k < signals.length; k++) {
    const value = at(line, delay + k);
    average = smoothed(average, value, plan.signalFactor);
    signals[k] = average;
    histogram[k] = value - average;
  }
  return result;
}

/** `macd`, value by value. */
export class MacdStream {
  readonly #fast: Smoothing;
  readonly #slow: Smoothing;
  readonly #signal: Smoothing;

  constructor(fast = 12, slow = 26, signal = 9, options: MacdOptions = {}) {
    const plan = planOf(fast, slow, signal, options);
    const hidden = slow - plan.slowSeed;
    this.#fast = new Smoothing(plan.fastFactor, { length: plan.fastSeed, hidden }, plan.slowSeed - plan.fastSeed);
    this.#slow = new Smoothing(plan.slowFactor, { length: plan.slowSeed, hidden });
    this.#signal = new Smoothing(plan.signalFactor, startOf(signal, options.seed ?? 'sma'));
  }

  push(value: number): MacdReading | undefined {
    requireValue('value', value);
    const fast = this.#fast.push(value);
    const slow = this.#slow.push(value);
    if (fast === undefined || slow === undefined) return undefined;
    const line = fast - slow;
    const signal = this.#signal.push(line);
    return { line, signal, histogram: signal === undefined ? undefined : line - signal };
  }
}

function planOf(fast: number, slow: number, signal: number, { seed = 'sma', factors }: MacdOptions): Plan {
  requireInteger('fast', fast, 1);
  requireInteger('slow', slow, 1);
  requireInteger('signal', signal, 1);
  if (fast >= slow) throw new QuantError('fast', `must be less than slow (${slow}), got ${fast}`);
  for (const factor of factors === undefined ? [] : [factors.fast, factors.slow]) {
    if (!(factor > 0 && factor <= 1)) throw new QuantError('factors', `must lie in (0, 1], got ${factor}`);
  }
  return {
    fast,
    slow,
    fastFactor: factors?.fast ?? emaFactor(fast),
    slowFactor: factors?.slow ?? emaFactor(slow),
    signalFactor: emaFactor(signal),
    fastSeed: seed === 'sma' ? fast : 1,
    slowSeed: seed === 'sma' ? slow : 1,
    signalSeed: seed === 'sma' ? signal : 1,
  };
}

/** Plain mean of the `length` values before position `end`. */
function seedMean(x: Numbers, length: number, end: number): number {
  let sum = 0;
  for (let i = end - length; i < end; i++) sum += at(x, i);
  return sum / length;
}
