import { at, held, type Numbers, requireAbove, requireNumber } from '../numbers.js';
import { linearRegression } from '../statistics/linear-regression.js';
import { mean } from '../statistics/statistics.js';
import { annualised, excessReturns } from './compound-returns.js';
import { returnDeviation } from './equity-returns.js';

/** What a benchmark explains of returns, and what it does not. */
export interface AlphaBeta {
  /** Compound annual return beyond the benchmark's part, a ratio; undefined when no such rate exists. */
  readonly alpha: number | undefined;
  readonly beta: number;
}

/** Covariance with the benchmark / its variance; undefined for fewer than two periods or a benchmark that is flat. */
export function beta(returns: Numbers, benchmark: Numbers): number | undefined {
  // Also checks the lengths and the values.
  excessReturns(returns, benchmark);
  if ((returnDeviation(benchmark) ?? 0) === 0) return undefined;
  return linearRegression(benchmark, returns)?.slope;
}

/**
 * Beta, and Jensen's alpha compounded to a year: (1 + mean(r − rf − β(b − rf)))^periodsPerYear − 1, as empyrical has it.
 * `riskFree` is a simple annual rate. Undefined when beta is.
 */
export function alphaBeta(
  returns: Numbers,
  benchmark: Numbers,
  periodsPerYear: number,
  riskFree = 0,
): AlphaBeta | undefined {
  requireAbove('periodsPerYear', periodsPerYear, 0);
  requireNumber('riskFree', riskFree);
  const slope = beta(returns, benchmark);
  if (slope === undefined) return undefined;
  const rate = riskFree / periodsPerYear;
  const unexplained = Float64Array.from(returns, (value, i) => value - rate - slope * (at(benchmark, i) - rate));
  return { alpha: annualised(1 + (mean(unexplained) ?? 0), periodsPerYear), beta: slope };
}

/** Alpha and beta of the periods in which the benchmark rose. */
export function upAlphaBeta(returns: Numbers, benchmark: Numbers, periodsPerYear: number): AlphaBeta | undefined {
  const { chosen, chosenBenchmark } = periodsWhere(returns, benchmark, (value) => value > 0);
  return alphaBeta(chosen, chosenBenchmark, periodsPerYear);
}

/** Alpha and beta of the periods in which the benchmark fell. */
export function downAlphaBeta(returns: Numbers, benchmark: Numbers, periodsPerYear: number): AlphaBeta | undefined {
  const { chosen, chosenBenchmark } = periodsWhere(returns, benchmark, (value) => value < 0);
  return alphaBeta(chosen, chosenBenchmark, periodsPerYear);
}

/** Sample deviation of the returns over the benchmark × √periodsPerYear; undefined for fewer than two periods. */
export function trackingError(returns: Numbers, benchmark: Numbers, periodsPerYear: number): number | undefined {
  requireAbove('periodsPerYear', periodsPerYear, 0);
  const deviation = returnDeviation(excessReturns(returns, benchmark));
  return deviation === undefined ? undefined : held(deviation * Math.sqrt(periodsPerYear));
}

/**
 * Information ratio: mean return over the benchmark / tracking error, by the year; with 1 period a year it is empyrical's
 * excess_sharpe. Undefined for fewer than two periods and when the returns run beside the benchmark.
 */
export function informationRatio(returns: Numbers, benchmark: Numbers, periodsPerYear: number): number | undefined {
  const average = mean(excessReturns(returns, benchmark));
  const error = trackingError(returns, benchmark, periodsPerYear);
  return average === undefined || error === undefined || error === 0
    ? undefined
    : held((average * periodsPerYear) / error);
}

/** The periods whose benchmark return is of a kind, of both series. */
export function periodsWhere(
  returns: Numbers,
  benchmark: Numbers,
  kind: (benchmarkReturn: number) => boolean,
): { readonly chosen: Float64Array; readonly chosenBenchmark: Float64Array } {
  excessReturns(returns, benchmark);
  return {
    chosen: Float64Array.from(returns).filter((_, i) => kind(at(benchmark, i))),
    chosenBenchmark: Float64Array.from(benchmark).filter(kind),
  };
}
