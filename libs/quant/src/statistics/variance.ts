import { at, type Numbers, requireFinite } from '../numbers.js';
import { mean } from './statistics.js';

/** Mean squared distance from the mean, divisor n; undefined for an empty series. */
export function populationVariance(values: Numbers): number | undefined {
  const squares = squaresAboutMean(values);
  return squares === undefined ? undefined : squares / values.length;
}

/** Unbiased variance, divisor n − 1; undefined for fewer than two values. */
export function sampleVariance(values: Numbers): number | undefined {
  const squares = squaresAboutMean(values);
  return squares === undefined || values.length < 2 ? undefined : squares / (values.length - 1);
}

/** Standard deviation with divisor n; undefined for an empty series. `sampleDeviation` is the one with n − 1. */
export function populationDeviation(values: Numbers): number | undefined {
  const variance = populationVariance(values);
  return variance === undefined ? undefined : Math.sqrt(variance);
}

/**
 * True when the values differ by no more than the rounding of their size (1e-14 of the largest): what divides by their
 * spread is then undefined instead of a large number made of rounding. True for an empty series.
 */
export function isFlat(values: Numbers): boolean {
  requireFinite('values', values);
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    lowest = Math.min(lowest, at(values, i));
    highest = Math.max(highest, at(values, i));
  }
  return values.length === 0 || highest - lowest <= 1e-14 * Math.max(Math.abs(lowest), Math.abs(highest));
}

/**
 * Distances from the mean in units of about the largest of them, whose powers neither overflow nor vanish. Of values that
 * vary. The mean is taken off before anything is divided: of prices near a million that differ by cents all digits count.
 */
export function scaledDistances(values: Numbers): Float64Array {
  const centre = mean(values) ?? 0;
  const whole = Float64Array.from(values, (value) => value - centre);
  // Values at both ends of the range of numbers are further apart than a number can be.
  const distances = whole.every(Number.isFinite) ? whole : Float64Array.from(values, (value) => value / 2 - centre / 2);
  const largest = distances.reduce((most, distance) => Math.max(most, Math.abs(distance)), 0);
  const scaled = distances.map((distance) => distance / largest);
  // What rounding the mean left over.
  const rest = mean(scaled) ?? 0;
  return scaled.map((distance) => distance - rest);
}

/** Undefined when the squares are larger than a number can be. */
function squaresAboutMean(values: Numbers): number | undefined {
  const centre = mean(values);
  if (centre === undefined) return undefined;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (at(values, i) - centre) ** 2;
  return Number.isFinite(squares) ? squares : undefined;
}
