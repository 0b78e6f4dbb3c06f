import { at, type Numbers, requireFinite, requireSameLength } from '../numbers.js';
import { ranks } from './ranks.js';
import { mean } from './statistics.js';
import { isFlat } from './variance.js';

/** Covariance with divisor n − 1; undefined for fewer than two pairs. */
export function sampleCovariance(x: Numbers, y: Numbers): number | undefined {
  return x.length < 2 ? noPairs(x, y) : productsAboutMeans(x, y) / (x.length - 1);
}

/** Covariance with divisor n; undefined without pairs. */
export function populationCovariance(x: Numbers, y: Numbers): number | undefined {
  return x.length === 0 ? noPairs(x, y) : productsAboutMeans(x, y) / x.length;
}

/** Pearson's product-moment correlation, in [−1, 1]; undefined for fewer than two pairs or when a side is flat. */
export function pearsonCorrelation(x: Numbers, y: Numbers): number | undefined {
  requirePairs(x, y);
  if (x.length < 2 || isFlat(x) || isFlat(y)) return undefined;
  const squares = productsAboutMeans(x, x) * productsAboutMeans(y, y);
  // One root of the product: equal sides then have exactly 1.
  const scale =
    squares > 0 && squares < Number.POSITIVE_INFINITY
      ? Math.sqrt(squares)
      : Math.sqrt(productsAboutMeans(x, x)) * Math.sqrt(productsAboutMeans(y, y));
  // Rounding can carry a perfect relation past 1; values too small to be squared have no scale left.
  return scale === 0 ? undefined : Math.max(-1, Math.min(1, productsAboutMeans(x, y) / scale));
}

/** Spearman's rank correlation: Pearson's of the ranks, ties sharing their mean rank. Undefined as Pearson's is. */
export function spearmanCorrelation(x: Numbers, y: Numbers): number | undefined {
  requirePairs(x, y);
  return pearsonCorrelation(ranks(x), ranks(y));
}

function productsAboutMeans(x: Numbers, y: Numbers): number {
  requirePairs(x, y);
  const centreX = mean(x) ?? 0;
  const centreY = mean(y) ?? 0;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (at(x, i) - centreX) * (at(y, i) - centreY);
  return sum;
}

function noPairs(x: Numbers, y: Numbers): undefined {
  requirePairs(x, y);
  return undefined;
}

function requirePairs(x: Numbers, y: Numbers): void {
  requireSameLength('y', y, 'x', x);
  requireFinite('x', x);
  requireFinite('y', y);
}
