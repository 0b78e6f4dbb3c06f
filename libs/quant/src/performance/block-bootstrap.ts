import { at, type Numbers, requireAbove, requireFinite, requireInteger } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { quantileOfSorted } from '../statistics/quantile.js';
import { sampleDeviation } from '../statistics/statistics.js';

/**
 * How blocks of neighbours are drawn, so that what follows on what stays together; both wrap around the end.
 * `circular`: of one length (Politis and Romano, 1992). `stationary`: of geometric lengths with that mean (Politis and
 * Romano, 1994), which keeps a stationary series stationary.
 */
export type BootstrapMethod = 'circular' | 'stationary';

export interface BootstrapOptions {
  readonly method: BootstrapMethod;
  /** Periods a block has (a whole number), or has in the mean (from 1); 1 draws the periods one by one. */
  readonly blockLength: number;
  /** Default 1000. */
  readonly resamples?: number;
  /** Share of the resamples inside of the interval. Default 0.95. */
  readonly confidence?: number;
  /** Uniform in [0, 1); seed it for a result that can be repeated. */
  readonly random: () => number;
}

export interface BootstrapInterval {
  /** The statistic of the series itself. */
  readonly estimate: number;
  /** Percentile interval of the resampled statistics. */
  readonly lower: number;
  readonly upper: number;
  /** Sample deviation of the resampled statistics; undefined when there is only one. */
  readonly standardError: number | undefined;
  /** Resamples for which the statistic is defined; the others do not count. */
  readonly resamples: number;
}

/**
 * Interval of a statistic of a series by block bootstrap. Undefined for an empty series, and when the statistic is not
 * defined for the series or for any resample.
 */
export function bootstrapInterval(
  values: Numbers,
  statistic: (resample: Float64Array) => number | undefined,
  { method, blockLength, resamples = 1000, confidence = 0.95, random }: BootstrapOptions,
): BootstrapInterval | undefined {
  requireFinite('values', values);
  requireInteger('resamples', resamples, 1);
  if (!(confidence > 0 && confidence < 1)) {
    throw new QuantError('confidence', `must lie between 0 and 1, got ${confidence}`);
  }
  requireBlockLength(method, blockLength);
  const estimate = values.length === 0 ? undefined : statistic(Float64Array.from(values));
  if (estimate === undefined) return undefined;
  const drawn: number[] = [];
  for (let k = 0; k < resamples; k++) {
    const resample = gathered(values, bootstrapIndices(values.length, method, blockLength, random));
    const value = statistic(resample);
    if (value !== undefined) drawn.push(value);
  }
  const sorted = Float64Array.from(drawn).sort();
  const lower = quantileOfSorted(sorted, (1 - confidence) / 2);
  const upper = quantileOfSorted(sorted, (1 + confidence) / 2);
  if (lower === undefined || upper === undefined) return undefined;
  return { estimate, lower, upper, standardError: sampleDeviation(sorted), resamples: sorted.length };
}

/** Positions of one resample of a series of `length` periods, as many as it has. For series that belong together. */
export function bootstrapIndices(
  length: number,
  method: BootstrapMethod,
  blockLength: number,
  random: () => number,
): Uint32Array {
  requireInteger('length', length, 1);
  requireBlockLength(method, blockLength);
  const indices = new Uint32Array(length);
  let previous = 0;
  for (let k = 0; k < length; k++) {
    const starts = k === 0 || (method === 'circular' ? k % blockLength === 0 : draw(random) * blockLength < 1);
    previous = starts ? Math.floor(draw(random) * length) : (previous + 1) % length;
    indices[k] = previous;
  }
  return indices;
}

function gathered(values: Numbers, indices: Uint32Array): Float64Array {
  const out = new Float64Array(indices.length);
  for (let k = 0; k < indices.length; k++) out[k] = at(values, at(indices, k));
  return out;
}

function requireBlockLength(method: BootstrapMethod, blockLength: number): void {
  if (method === 'circular') requireInteger('blockLength', blockLength, 1);
  else if (blockLength !== 1) requireAbove('blockLength', blockLength, 1);
}

function draw(random: () => number): number {
  const value = random();
  if (!(value >= 0 && value < 1)) throw new QuantError('random', `must give numbers in [0, 1), got ${value}`);
  return value;
}
