import { at, held, type Numbers, requireFinite } from '../numbers.js';
import { mean } from '../statistics/statistics.js';
import { isFlat } from '../statistics/variance.js';
import type { BootstrapMethod } from './block-bootstrap.js';

/**
 * Block length for the bootstrap of a mean, from how long the series remembers itself: Politis and White (2004), with the
 * correction of Patton, Politis and White (2009). Not rounded, from 1 to ⌈min(3√n, n/3)⌉; a circular bootstrap takes the
 * next whole number. Undefined for fewer than 10 values and when they do not vary.
 */
export function optimalBlockLength(values: Numbers, method: BootstrapMethod): number | undefined {
  requireFinite('values', values);
  const n = values.length;
  if (n < 10 || isFlat(values)) return undefined;
  const covariances = autocovariances(values, lagsOf(n));
  const bandwidth = Math.min(2 * memoryOf(covariances, n), lagsOf(n));
  let slope = 0;
  let spectrum = at(covariances, 0);
  for (let k = 1; k <= bandwidth; k++) {
    const weight = 2 * flatTop(k / bandwidth) * at(covariances, k);
    slope += weight * k;
    spectrum += weight;
  }
  const spread = (method === 'stationary' ? 2 : 4 / 3) * spectrum ** 2;
  const length = Math.cbrt((2 * slope ** 2 * n) / spread);
  return held(Math.min(Math.max(length, 1), Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))));
}

/** Lags in a row that must not differ from 0, K_N of the paper. */
function runOf(n: number): number {
  return Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))));
}

/** The longest lag looked at. */
function lagsOf(n: number): number {
  return Math.min(Math.ceil(Math.sqrt(n)) + runOf(n), n - 1);
}

/**
 * The first lag of `runOf(n)` in a row whose correlations are not distinguishable from 0, as the authors' program and
 * `arch` count it (the text of the paper has one less); the longest lag when there is no such run.
 */
function memoryOf(covariances: Float64Array, n: number): number {
  const bound = 2 * Math.sqrt(Math.log10(n) / n);
  let significant = 0;
  for (let lag = 1; lag <= lagsOf(n); lag++) {
    if (Math.abs(at(covariances, lag) / at(covariances, 0)) >= bound) significant = lag;
    else if (lag - significant === runOf(n)) return significant + 1;
  }
  return lagsOf(n);
}

function autocovariances(values: Numbers, lags: number): Float64Array {
  const centre = mean(values) ?? 0;
  return Float64Array.from({ length: lags + 1 }, (_, lag) => {
    let sum = 0;
    for (let i = lag; i < values.length; i++) sum += (at(values, i) - centre) * (at(values, i - lag) - centre);
    return sum / values.length;
  });
}

/** Trapezoid: 1 up to a half, then down to 0 at 1. */
function flatTop(share: number): number {
  return share <= 0.5 ? 1 : 2 * (1 - share);
}
