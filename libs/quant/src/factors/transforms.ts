import type { Line } from '../indicators/line.js';
import { realizedVolatility } from '../indicators/realized-volatility.js';
import {
  at,
  type Numbers,
  requireAbove,
  requireFinite,
  requireHeld,
  requireInteger,
  requirePositive,
} from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { percentileRank } from '../statistics/percentile-rank.js';
import { mean, sampleDeviation } from '../statistics/statistics.js';

/*
 * Each transform takes the line of any indicator and gives a line of the same bars, from the first that has a value. A
 * value depends on its bar and those before it.
 */

/** Value / value `lag` bars before − 1, or the logarithm of the ratio. Of lines that are always above 0. */
export function lineReturns(line: Line, lag: number, kind: 'simple' | 'log' = 'simple'): Line {
  requireInteger('lag', lag, 1);
  requirePositive('line', line.values);
  return mapFrom(line, lag, (k) => {
    const ratio = at(line.values, k) / at(line.values, k - lag);
    return kind === 'log' ? Math.log(ratio) : ratio - 1;
  });
}

/** Value − value `lag` bars before: for lines that reach 0 or below, of which no return exists. */
export function lineChanges(line: Line, lag: number): Line {
  requireInteger('lag', lag, 1);
  requireFinite('line', line.values);
  return mapFrom(line, lag, (k) => at(line.values, k) - at(line.values, k - lag));
}

/**
 * Distance from the mean of the last `period` values in their sample deviations, the value itself counting; 0 where they
 * are all equal. From `minimum` values on, over as many as there are.
 */
export function lineZScores(line: Line, period = 20, minimum = 5): Line {
  requireWindow(period, minimum, 2);
  requireFinite('line', line.values);
  return mapFrom(line, minimum - 1, (k) => {
    const window = line.values.subarray(Math.max(k + 1 - period, 0), k + 1);
    const deviation = sampleDeviation(window) ?? 0;
    const distance = at(line.values, k) - (mean(window) ?? 0);
    // What differs by the rounding of its size does not differ.
    return deviation <= 1e-14 * Math.abs(at(line.values, k)) ? 0 : distance / deviation;
  });
}

/**
 * Percentile rank, 0 to 100, among the `period` values before, ties counting half. From `minimum` earlier values on, over
 * as many as there are.
 */
export function linePercentileRanks(line: Line, period = 252, minimum = 10): Line {
  requireWindow(period, minimum, 1);
  requireFinite('line', line.values);
  return mapFrom(line, minimum, (k) => {
    const before = line.values.subarray(Math.max(k - period, 0), k);
    return percentileRank(before, at(line.values, k)) ?? Number.NaN;
  });
}

export interface VolatilityScaling {
  /** Bars of volatility. Default 20. */
  readonly period?: number;
  /** Volatility a year to aim at. Default 0.15. */
  readonly target?: number;
  /** Volatility is not taken to be less. Default 0.01. */
  readonly floor?: number;
  /** The largest factor. Default 3. */
  readonly cap?: number;
  /** Bars a year of the prices. Default 252. */
  readonly periodsPerYear?: number;
}

/**
 * The line × target / max(volatility, floor), the factor at most `cap`; volatility is realised, close to close, of the
 * prices the line was computed from (all bars, bar 0 first).
 */
export function volatilityScaledLine(line: Line, prices: Numbers, scaling: VolatilityScaling = {}): Line {
  const { period = 20, target = 0.15, floor = 0.01, cap = 3, periodsPerYear = 252 } = scaling;
  requireInteger('period', period, 2);
  for (const [name, value] of Object.entries({ target, floor, cap })) requireAbove(name, value, 0);
  requireFinite('line', line.values);
  requirePositive('prices', prices);
  if (line.values.length > 0 && line.offset + line.values.length !== prices.length) {
    throw new QuantError(
      'prices',
      `has ${prices.length} bars but line ends at bar ${line.offset + line.values.length}`,
    );
  }
  const closes = Float64Array.from(prices);
  return mapFrom(line, Math.max(period - line.offset, 0), (k) => {
    const bar = line.offset + k;
    const volatility = realizedVolatility(closes.subarray(bar - period, bar + 1), period, periodsPerYear) ?? Number.NaN;
    return at(line.values, k) * Math.min(target / Math.max(volatility, floor), cap);
  });
}

/** A transformed line and what was done to it, such as "return_5" or "z_score_20". */
export interface TransformedLine {
  readonly name: string;
  readonly line: Line;
}

/**
 * The standard transforms of an indicator: returns over 1, 5 and 20 bars (changes, if it reaches 0 or below), z-score
 * over 20, percentile rank over 252, and itself scaled to a volatility of 15 % a year.
 */
export function factorTransforms(line: Line, prices: Numbers, periodsPerYear = 252): TransformedLine[] {
  const positive = line.values.every((value) => value > 0);
  const steps = [1, 5, 20].map((lag) =>
    positive
      ? { name: `return_${lag}`, line: lineReturns(line, lag) }
      : { name: `change_${lag}`, line: lineChanges(line, lag) },
  );
  return [
    ...steps,
    { name: 'z_score_20', line: lineZScores(line) },
    { name: 'percentile_rank_252', line: linePercentileRanks(line) },
    { name: 'volatility_scaled_20', line: volatilityScaledLine(line, prices, { periodsPerYear }) },
  ];
}

/** A line of the values from the k-th on. */
function mapFrom(line: Line, first: number, read: (k: number) => number): Line {
  const values = new Float64Array(Math.max(line.values.length - first, 0));
  for (let k = 0; k < values.length; k++) values[k] = read(first + k);
  requireHeld('line', values);
  return { offset: line.offset + first, values };
}

function requireWindow(period: number, minimum: number, least: number): void {
  requireInteger('minimum', minimum, least);
  requireInteger('period', period, minimum);
}
