import { held, type Numbers } from '../numbers.js';
import { periodsWhere } from './benchmark.js';
import { annualReturn } from './compound-returns.js';

/** Compound annual return / that of the benchmark; undefined when either is, or the benchmark's is 0. */
export function capture(returns: Numbers, benchmark: Numbers, periodsPerYear: number): number | undefined {
  return captureWhere(returns, benchmark, periodsPerYear, () => true);
}

/** `capture` of the periods in which the benchmark rose. */
export function upCapture(returns: Numbers, benchmark: Numbers, periodsPerYear: number): number | undefined {
  return captureWhere(returns, benchmark, periodsPerYear, (value) => value > 0);
}

/** `capture` of the periods in which the benchmark fell: below 1 less was lost than by the benchmark. */
export function downCapture(returns: Numbers, benchmark: Numbers, periodsPerYear: number): number | undefined {
  return captureWhere(returns, benchmark, periodsPerYear, (value) => value < 0);
}

/** Up capture / down capture; undefined when either is, or nothing of the falls was captured. */
export function upDownCapture(returns: Numbers, benchmark: Numbers, periodsPerYear: number): number | undefined {
  return ratio(upCapture(returns, benchmark, periodsPerYear), downCapture(returns, benchmark, periodsPerYear));
}

function captureWhere(
  returns: Numbers,
  benchmark: Numbers,
  periodsPerYear: number,
  kind: (benchmarkReturn: number) => boolean,
): number | undefined {
  const { chosen, chosenBenchmark } = periodsWhere(returns, benchmark, kind);
  return ratio(annualReturn(chosen, periodsPerYear), annualReturn(chosenBenchmark, periodsPerYear));
}

function ratio(part: number | undefined, whole: number | undefined): number | undefined {
  return part === undefined || whole === undefined || whole === 0 ? undefined : held(part / whole);
}
