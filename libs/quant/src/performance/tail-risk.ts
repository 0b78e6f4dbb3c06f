import { held, type Numbers, requireFinite } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { normalDensity } from '../statistics/normal-distribution.js';
import { normalQuantile } from '../statistics/normal-quantile.js';
import { quantile, quantileOfSorted } from '../statistics/quantile.js';
import { excessKurtosis, skewness } from '../statistics/shape.js';
import { mean } from '../statistics/statistics.js';
import { returnDeviation } from './equity-returns.js';

/*
 * Value at risk is a return here, as in empyrical: −0.03 says that the worst `tail` of the periods lose three percent or
 * more. `tail` is the share of the worst periods (0.05 for a confidence of 95 %).
 */

/** The `tail` quantile of the returns, between two of them linearly; undefined without returns. */
export function historicalValueAtRisk(returns: Numbers, tail = 0.05): number | undefined {
  requireTail(tail);
  return quantile(returns, tail);
}

/**
 * Mean of the worst ⌊(n − 1) · tail⌋ + 1 returns (empyrical's conditional_value_at_risk: those up to the quantile);
 * undefined without returns.
 */
export function historicalConditionalValueAtRisk(returns: Numbers, tail = 0.05): number | undefined {
  requireTail(tail);
  requireFinite('returns', returns);
  if (returns.length === 0) return undefined;
  const worst = Float64Array.from(returns)
    .sort()
    .subarray(0, Math.floor((returns.length - 1) * tail) + 1);
  return mean(worst);
}

/** Value at risk of normally distributed returns: mean + z · sample deviation. Undefined for fewer than two returns. */
export function parametricValueAtRisk(returns: Numbers, tail = 0.05): number | undefined {
  requireTail(tail);
  return located(returns, normalQuantile(tail));
}

/** Mean of the normally distributed returns beyond their value at risk: mean − φ(z) / tail · sample deviation. */
export function parametricConditionalValueAtRisk(returns: Numbers, tail = 0.05): number | undefined {
  requireTail(tail);
  return located(returns, -normalDensity(normalQuantile(tail)) / tail);
}

/**
 * Modified value at risk (Cornish and Fisher, 1938; Favre and Galeano, 2002): mean + z′ · sample deviation, the normal
 * quantile z corrected by the biased skewness S and excess kurtosis K: z′ = z + (z² − 1)S/6 + (z³ − 3z)K/24 −
 * (2z³ − 5z)S²/36. Undefined for fewer than two returns and when they do not vary. Far from normal z′ no longer rises
 * with z, see `cornishFisherIsMonotone`.
 */
export function cornishFisherValueAtRisk(returns: Numbers, tail = 0.05): number | undefined {
  requireTail(tail);
  const shape = shapeOf(returns);
  if (shape === undefined) return undefined;
  const { s, k } = shape;
  const z = normalQuantile(tail);
  const corrected = z + ((z ** 2 - 1) * s) / 6 + ((z ** 3 - 3 * z) * k) / 24 - ((2 * z ** 3 - 5 * z) * s ** 2) / 36;
  return located(returns, corrected);
}

/**
 * Mean of the Cornish–Fisher quantiles up to `tail`, in closed form (Maillard, 2012): mean − deviation · φ(z)/tail ·
 * (1 + zS/6 + (z² − 1)K/24 − (2z² − 1)S²/36). Undefined as `cornishFisherValueAtRisk` is.
 */
export function cornishFisherConditionalValueAtRisk(returns: Numbers, tail = 0.05): number | undefined {
  requireTail(tail);
  const shape = shapeOf(returns);
  if (shape === undefined) return undefined;
  const { s, k } = shape;
  const z = normalQuantile(tail);
  const correction = 1 + (z * s) / 6 + ((z ** 2 - 1) * k) / 24 - ((2 * z ** 2 - 1) * s ** 2) / 36;
  return located(returns, (-normalDensity(z) / tail) * correction);
}

/**
 * True where the corrected quantile rises with the normal one everywhere, so that the expansion is a distribution at all
 * (its domain of validity, Maillard 2012).
 */
export function cornishFisherIsMonotone(skew: number, excess: number): boolean {
  // The derivative by z is a z² + b z + c; it must not fall below 0 anywhere.
  const a = excess / 8 - skew ** 2 / 6;
  const b = skew / 3;
  const c = 1 - excess / 8 + (5 * skew ** 2) / 36;
  return a === 0 ? b === 0 && c >= 0 : a > 0 && b ** 2 <= 4 * a * c;
}

/**
 * |95 % quantile| / |5 % quantile| of the returns: above 1 the good tail is the longer. Undefined without returns and
 * when the lower quantile is 0.
 */
export function tailRatio(returns: Numbers): number | undefined {
  requireFinite('returns', returns);
  const sorted = Float64Array.from(returns).sort();
  const high = quantileOfSorted(sorted, 0.95);
  const low = quantileOfSorted(sorted, 0.05);
  return high === undefined || low === undefined || low === 0 ? undefined : held(Math.abs(high) / Math.abs(low));
}

function located(returns: Numbers, deviations: number): number | undefined {
  const centre = mean(returns);
  const deviation = returnDeviation(returns);
  return centre === undefined || deviation === undefined ? undefined : held(centre + deviations * deviation);
}

function shapeOf(returns: Numbers): { readonly s: number; readonly k: number } | undefined {
  const s = skewness(returns);
  const k = excessKurtosis(returns);
  return s === undefined || k === undefined || returnDeviation(returns) === 0 ? undefined : { s, k };
}

function requireTail(tail: number): void {
  if (!(tail > 0 && tail < 1)) throw new QuantError('tail', `must lie between 0 and 1, got ${tail}`);
}
