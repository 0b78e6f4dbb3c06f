import { at, type Numbers } from '../numbers.js';
import { isFlat, scaledDistances } from './variance.js';

/**
 * `biased`: the moments of the values themselves (g₁, g₂; SciPy's default). `unbiased`: corrected for the size of the
 * sample (G₁, G₂ of Joanes and Gill, 1998; what pandas and Excel report).
 */
export type MomentEstimator = 'biased' | 'unbiased';

/** Third standardised moment; undefined when the values do not vary, and for fewer than three when unbiased. */
export function skewness(values: Numbers, estimator: MomentEstimator = 'biased'): number | undefined {
  const n = values.length;
  if (isFlat(values)) return undefined;
  const distances = scaledDistances(values);
  const g1 = momentOf(distances, 3) / momentOf(distances, 2) ** 1.5;
  if (estimator === 'biased') return g1;
  return n < 3 ? undefined : (g1 * Math.sqrt(n * (n - 1))) / (n - 2);
}

/** Fourth standardised moment − 3, so that a normal distribution has 0; undefined as `kurtosis` is. */
export function excessKurtosis(values: Numbers, estimator: MomentEstimator = 'biased'): number | undefined {
  const n = values.length;
  if (isFlat(values)) return undefined;
  const distances = scaledDistances(values);
  const g2 = momentOf(distances, 4) / momentOf(distances, 2) ** 2 - 3;
  if (estimator === 'biased') return g2;
  return n < 4 ? undefined : ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6);
}

/**
 * Fourth standardised moment (Pearson's: a normal distribution has 3); undefined when the values do not vary, and for
 * fewer than four when unbiased.
 */
export function kurtosis(values: Numbers, estimator: MomentEstimator = 'biased'): number | undefined {
  const excess = excessKurtosis(values, estimator);
  return excess === undefined ? undefined : excess + 3;
}

function momentOf(distances: Float64Array, order: number): number {
  let sum = 0;
  for (let i = 0; i < distances.length; i++) sum += at(distances, i) ** order;
  return sum / distances.length;
}
