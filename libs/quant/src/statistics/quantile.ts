import { at, type Numbers, requireFinite } from '../numbers.js';
import { QuantError } from '../quant-error.js';

/**
 * How a quantile between two values is found, named as NumPy's `method`. The types of Hyndman and Fan (1996) are
 * inverted_cdf 1, averaged_inverted_cdf 2, closest_observation 3, interpolated_inverted_cdf 4, hazen 5, weibull 6, linear 7, median_unbiased 8, normal_unbiased 9.
 */
export type QuantileMethod =
  | 'linear'
  | 'lower'
  | 'higher'
  | 'midpoint'
  | 'nearest'
  | 'inverted_cdf'
  | 'averaged_inverted_cdf'
  | 'closest_observation'
  | 'interpolated_inverted_cdf'
  | 'hazen'
  | 'weibull'
  | 'median_unbiased'
  | 'normal_unbiased';

/** The value below which the share `p` of the values lies; undefined for an empty series. `p` is 0 to 1. */
export function quantile(values: Numbers, p: number, method: QuantileMethod = 'linear'): number | undefined {
  requireFinite('values', values);
  return quantileOfSorted(Float64Array.from(values).sort(), p, method);
}

/** The middle value, the mean of the two middle ones of an even number; undefined for an empty series. */
export function median(values: Numbers): number | undefined {
  return quantile(values, 0.5);
}

/** `quantile` of values already in rising order, for many quantiles of one series. */
export function quantileOfSorted(sorted: Numbers, p: number, method: QuantileMethod = 'linear'): number | undefined {
  if (!(p >= 0 && p <= 1)) throw new QuantError('p', `must lie in [0, 1], got ${p}`);
  if (sorted.length === 0) return undefined;
  const last = sorted.length - 1;
  const position = Math.min(Math.max(POSITION[method](sorted.length, p), 0), last);
  const below = Math.floor(position);
  const low = at(sorted, below);
  const high = at(sorted, Math.min(below + 1, last));
  const share = position - below;
  const distance = high - low;
  // Two finite values may be farther apart than a number can hold; what lies between them never is.
  return Number.isFinite(distance) ? low + share * distance : (1 - share) * low + share * high;
}

/** Position among the sorted values, counted from 0; outside of them the nearest end counts. */
const POSITION: Readonly<Record<QuantileMethod, (n: number, p: number) => number>> = {
  linear: (n, p) => (n - 1) * p,
  lower: (n, p) => Math.floor((n - 1) * p),
  higher: (n, p) => Math.ceil((n - 1) * p),
  midpoint: (n, p) => (Math.floor((n - 1) * p) + Math.ceil((n - 1) * p)) / 2,
  nearest: (n, p) => roundHalfToEven((n - 1) * p),
  inverted_cdf: (n, p) => Math.ceil(n * p) - 1,
  averaged_inverted_cdf: (n, p) => (Number.isInteger(n * p) ? n * p - 0.5 : Math.ceil(n * p) - 1),
  // An even order statistic, counted from 1, where two are equally close.
  closest_observation: (n, p) => roundHalfToEven(n * p) - 1,
  interpolated_inverted_cdf: (n, p) => n * p - 1,
  hazen: (n, p) => n * p - 0.5,
  weibull: (n, p) => (n + 1) * p - 1,
  median_unbiased: (n, p) => (n + 1 / 3) * p + 1 / 3 - 1,
  normal_unbiased: (n, p) => (n + 1 / 4) * p + 3 / 8 - 1,
};

function roundHalfToEven(value: number): number {
  const down = Math.floor(value);
  if (value - down !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}
