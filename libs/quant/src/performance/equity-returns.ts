import { at, held, type Numbers, requireAbove, requireFinite, requireHeld, requireNumber } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { sampleDeviation } from '../statistics/statistics.js';

const MS_PER_YEAR = 365.25 * 24 * 3600 * 1000;

/** A deviation of returns below this is the rounding of the equity curve, not risk. */
const ROUNDING = 1e-12;

/**
 * Simple returns from point to point of an equity curve, one fewer than there are points. Every point but the last must
 * be above 0: a return on nothing is not defined.
 */
export function simpleReturns(equity: Numbers): Float64Array {
  requireFinite('equity', equity);
  const out = new Float64Array(Math.max(equity.length - 1, 0));
  for (let i = 0; i < out.length; i++) {
    const before = at(equity, i);
    if (before <= 0) throw new QuantError('equity', `must be greater than 0 to earn a return on, got ${before}`, i);
    out[i] = at(equity, i + 1) / before - 1;
  }
  requireHeld('equity', out);
  return out;
}

/** Last / first − 1; undefined for fewer than two points. */
export function totalReturn(equity: Numbers): number | undefined {
  requireFinite('equity', equity);
  if (equity.length < 2) return undefined;
  const first = at(equity, 0);
  if (first <= 0) throw new QuantError('equity', `must be greater than 0 to earn a return on, got ${first}`, 0);
  return held(at(equity, equity.length - 1) / first - 1);
}

/**
 * Compound annual growth rate over the time that really passed (a year is 365.25 days), in milliseconds. Undefined when
 * no time passed, when more than everything was lost, and when so short a time makes it larger than a number can be.
 */
export function cagr(initial: number, final: number, elapsedMs: number): number | undefined {
  requireAbove('initial', initial, 0);
  requireNumber('final', final);
  requireNumber('elapsedMs', elapsedMs);
  if (elapsedMs <= 0 || final < 0) return undefined;
  return held((final / initial) ** (MS_PER_YEAR / elapsedMs) - 1);
}

/** Sample standard deviation of returns × √periodsPerYear; undefined for fewer than two returns. */
export function annualVolatility(returns: Numbers, periodsPerYear: number): number | undefined {
  requireAbove('periodsPerYear', periodsPerYear, 0);
  const deviation = returnDeviation(returns);
  return deviation === undefined ? undefined : held(deviation * Math.sqrt(periodsPerYear));
}

/** Sample standard deviation of returns; exactly 0 when they differ by rounding only, undefined for fewer than two. */
export function returnDeviation(returns: Numbers): number | undefined {
  const deviation = sampleDeviation(returns);
  return deviation !== undefined && deviation < ROUNDING ? 0 : deviation;
}
