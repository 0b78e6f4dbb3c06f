import { at, type Numbers, requireFinite, requireSameLength } from '../numbers.js';
import { ranks } from './ranks.js';
import { mean } from './statistics.js';
import { isFlat, scaledDistances } from './variance.js';

/** Covariance with divisor n − 1; undefined for fewer than two pairs. */
export function sampleCovariance(x: Numbers, y: Numbers): number | undefined {
  const products = productsAboutMeans(x, y);
  return x.length < 2 || products === undefined ? undefined : products / (x.length - 1);
}

/** Covariance with divisor n; undefined without pairs. */
export function populationCovariance(x: Numbers, y: Numbers): number | undefined {
  const products = productsAboutMeans(x, y);
  return x.length === 0 || products === undefined ? undefined : products / x.length;
}

/** Pearson's product-moment correlation, in [−1, 1]; undefined for fewer than two pairs or when a side is flat. */
export function pearsonCorrelation(x: Numbers, y: Numbers): number | undefined {
  requirePairs(x, y);
  if (x.length < 2 || isFlat(x) || isFlat(y)) return undefined;
  const [a, b] = [scaledDistances(x), scaledDistances(y)];
  // One root of the product: equal sides then have exactly 1. Rounding can carry a perfect relation past it.
  return Math.max(-1, Math.min(1, dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))));
}

/** Spearman's rank correlation: Pearson's of the ranks, ties sharing their mean rank. Undefined as Pearson's is. */
export function spearmanCorrelation(x: Numbers, y: Numbers): number | undefined {
  requirePairs(x, y);
  return pearsonCorrelation(ranks(x), ranks(y));
}

/** Undefined when they are larger than a number can be. */
function productsAboutMeans(x: Numbers, y: Numbers): number | undefined {
  requirePairs(x, y);
  const centreX = mean(x) ?? 0;
  const centreY = mean(y) ?? 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (at(x, i) - centreX) * (at(y, i) - centreY);
  return Number.isFinite(sum) ? sum : undefined;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += at(a, i) * at(b, i);
  return sum;
}

function requirePairs(x: Numbers, y: Numbers): void {
  requireSameLength('y', y, 'x', x);
  requireFinite('x', x);
  requireFinite('y', y);
}
