import type { Steps } from '../steps.js';
import type { GaussianMixture } from './gaussian-mixture.js';
import { BLOCK, eachBlock, MixtureDensities } from './mixture-densities.js';
import { MixtureSums } from './mixture-sums.js';

/** A climb of the log-likelihood: where it stands and how it came there. */
export interface Ascent {
  readonly mixture: GaussianMixture;
  /** Of every mixture on the way, this one's last. */
  readonly path: readonly number[];
  readonly converged: boolean;
}

export interface AscentLimits {
  readonly steps: number;
  /** Ends with a step that gains no more than this share of the log-likelihood's size. */
  readonly tolerance: number;
  readonly varianceFloor: number;
}

/** Steps of expectation and maximisation from a mixture on. */
export function* ascend(columns: readonly Float64Array[], from: GaussianMixture, limits: AscentLimits): Steps<Ascent> {
  const path: number[] = [];
  let mixture = from;
  for (;;) {
    yield;
    const densities = new MixtureDensities(mixture);
    const sums = new MixtureSums(densities);
    const shares = new Float64Array(densities.components * BLOCK);
    let logLikelihood = 0;
    eachBlock(columns[0]?.length ?? 0, (first, count) => {
      logLikelihood += densities.posteriors(columns, first, count, shares);
      sums.add(columns, first, count, shares);
    });
    const before = path[path.length - 1];
    path.push(logLikelihood);
    const converged = before !== undefined && logLikelihood - before <= limits.tolerance * Math.abs(logLikelihood);
    if (converged || path.length > limits.steps) return { mixture, path, converged };
    mixture = sums.mixture(mixture, limits.varianceFloor);
  }
}

/** Components made of the rows nearest to each centre, which are rows themselves. */
export function nearestRows(
  columns: readonly Float64Array[],
  centres: readonly number[],
  varianceFloor: number,
): GaussianMixture {
  const even: GaussianMixture = {
    weights: centres.map(() => 1 / centres.length),
    means: centres.map((row) => columns.map((column) => column[row] ?? 0)),
    variances: centres.map(() => columns.map(() => 1)),
  };
  const densities = new MixtureDensities(even);
  const sums = new MixtureSums(densities);
  const shares = new Float64Array(centres.length * BLOCK);
  eachBlock(columns[0]?.length ?? 0, (first, count) => {
    densities.posteriors(columns, first, count, shares);
    for (let i = 0; i < count; i++) giveToLargest(shares, i);
    sums.add(columns, first, count, shares);
  });
  return sums.mixture(even, varianceFloor);
}

function giveToLargest(shares: Float64Array, i: number): void {
  let largest = i;
  for (let k = i; k < shares.length; k += BLOCK) if ((shares[k] ?? 0) > (shares[largest] ?? 0)) largest = k;
  for (let k = i; k < shares.length; k += BLOCK) shares[k] = k === largest ? 1 : 0;
}
