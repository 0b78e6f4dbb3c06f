import { at, held, type Numbers, requireAbove, requireFinite, requireNumber } from '../numbers.js';
import { mean } from '../statistics/statistics.js';
import { returnDeviation } from './equity-returns.js';

const ROUNDING = 1e-12;

/**
 * Sharpe ratio (1994 form): mean excess return / its sample standard deviation × √periodsPerYear. `riskFree` is a simple
 * annual rate, spread evenly over the periods. Undefined for fewer than two returns and when they do not vary.
 */
export function sharpe(returns: Numbers, periodsPerYear: number, riskFree = 0): number | undefined {
  requireAbove('periodsPerYear', periodsPerYear, 0);
  requireNumber('riskFree', riskFree);
  const average = mean(returns);
  const deviation = returnDeviation(returns);
  if (average === undefined || deviation === undefined || deviation === 0) return undefined;
  return held(((average - riskFree / periodsPerYear) / deviation) * Math.sqrt(periodsPerYear));
}

/**
 * Sortino ratio: mean return above `target` (per period) / downside deviation × √periodsPerYear. Undefined for fewer
 * than two returns and when no return fell below the target.
 */
export function sortino(returns: Numbers, periodsPerYear: number, target = 0): number | undefined {
  requireAbove('periodsPerYear', periodsPerYear, 0);
  const average = mean(returns);
  const downside = downsideDeviation(returns, target);
  if (average === undefined || downside === undefined || returns.length < 2 || downside < ROUNDING) return undefined;
  return held(((average - target) / downside) * Math.sqrt(periodsPerYear));
}

/**
 * Root of the mean squared shortfall below `target`, per period. All returns count in the mean, those above the target
 * as 0 (Sortino and van der Meer, 1991). Undefined without returns.
 */
export function downsideDeviation(returns: Numbers, target = 0): number | undefined {
  requireNumber('target', target);
  requireFinite('returns', returns);
  if (returns.length === 0) return undefined;
  let squares = 0;
  for (let i = 0; i < returns.length; i++) squares += Math.min(at(returns, i) - target, 0) ** 2;
  return held(Math.sqrt(squares / returns.length));
}

/** Compound annual growth / maximum drawdown (a positive fraction); undefined when either is, or nothing was lost. */
export function calmar(annualGrowth: number | undefined, maxDrawdown: number | undefined): number | undefined {
  if (annualGrowth === undefined || maxDrawdown === undefined) return undefined;
  requireNumber('annualGrowth', annualGrowth);
  requireNumber('maxDrawdown', maxDrawdown);
  return maxDrawdown > 0 ? held(annualGrowth / maxDrawdown) : undefined;
}
