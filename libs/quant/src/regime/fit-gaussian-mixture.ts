import { at, type Numbers, requireAbove, requireInteger } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { finished, type Steps } from '../steps.js';
import { type Ascent, ascend, nearestRows } from './expectation-maximization.js';
import { columnsOf } from './float-column.js';
import { bayesianInformationCriterion, type GaussianMixture, mixtureParameters } from './gaussian-mixture.js';
import { kMeansPlusPlus } from './k-means-plus-plus.js';

export interface MixtureFitOptions {
  readonly components: number;
  /** Independent starts, of which the three likeliest are followed to the end. Default 10. */
  readonly restarts?: number;
  /** Steps at most, of each start and again of each that is followed to the end. Default 500. */
  readonly maxIterations?: number;
  /** The climb ends with a step that gains no more than this share of the log-likelihood's size. Default 1e-6. */
  readonly tolerance?: number;
  /** Least variance of a component in any dimension, in the rows' units squared. Default 1e-6. */
  readonly varianceFloor?: number;
  /** Uniform in [0, 1); the same numbers give the same mixture. */
  readonly random: () => number;
}

export interface MixtureFit {
  readonly mixture: GaussianMixture;
  readonly samples: number;
  /** Natural logarithm of the density of all rows under the mixture. */
  readonly logLikelihood: number;
  readonly bic: number;
  /** The log-likelihood of each mixture on the way to this one; never falls by more than rounding. */
  readonly path: readonly number[];
  /** False when the iterations were used up. */
  readonly converged: boolean;
}

/** Rows a mixture needs at least. */
export const MIXTURE_SAMPLES_NEEDED = 50;

/** The starts end at this multiple of the tolerance. */
const ROUGH = 100;

/** The likeliest of the starts, which climb on to the end: the one that leads early is not always the highest there. */
const FINALISTS = 3;

/** Rows larger than this have squares beyond a number. */
const LARGEST = 1e140;

/**
 * Fits a Gaussian mixture with diagonal covariances by expectation–maximisation (Dempster, Laird and Rubin, 1977). Each
 * start takes rows chosen by k-means++ as centres and the moments of the rows nearest to each; short runs find the starts
 * that lead high, long ones their ends (the em-EM of Biernacki, Celeux and Govaert, 2003). Row-major rows of `width`
 * numbers, best of unit variance. Undefined for fewer than 50 rows or fewer distinct rows than components. Throws
 * QuantError for options out of range and rows that are not finite.
 */
export function fitGaussianMixture(values: Numbers, width: number, options: MixtureFitOptions): MixtureFit | undefined {
  return finished(fitGaussianMixtureInSteps(values, width, options));
}

/** {@link fitGaussianMixture}, an expectation and a maximisation a step. */
export function* fitGaussianMixtureInSteps(
  values: Numbers,
  width: number,
  options: MixtureFitOptions,
): Steps<MixtureFit | undefined> {
  const { components, restarts = 10, maxIterations = 500, tolerance = 1e-6, varianceFloor = 1e-6, random } = options;
  requireInteger('width', width, 1);
  requireInteger('components', components, 1);
  requireInteger('restarts', restarts, 1);
  requireInteger('maxIterations', maxIterations, 1);
  requireAbove('tolerance', tolerance, 0);
  requireAbove('varianceFloor', varianceFloor, 0);
  requireRows(values, width);
  const columns = columnsOf(values, width);
  const samples = values.length / width;
  if (samples < MIXTURE_SAMPLES_NEEDED) return undefined;
  const rough = { steps: maxIterations, tolerance: ROUGH * tolerance, varianceFloor };
  const starts: Ascent[] = [];
  for (let start = 0; start < restarts; start++) {
    const centres = kMeansPlusPlus(columns, components, random);
    if (centres === undefined) return undefined;
    starts.push(yield* ascend(columns, nearestRows(columns, centres, varianceFloor), rough));
  }
  const ends: Ascent[] = [];
  for (const start of byHeight(starts).slice(0, FINALISTS)) {
    const end = yield* ascend(columns, start.mixture, { steps: maxIterations, tolerance, varianceFloor });
    ends.push({ ...end, path: [...start.path, ...end.path.slice(1)] });
  }
  const [best] = byHeight(ends);
  if (best === undefined) return undefined;
  const logLikelihood = heightOf(best);
  const bic = bayesianInformationCriterion(logLikelihood, mixtureParameters(components, width), samples);
  return { ...best, samples, logLikelihood, bic };
}

/** Highest first; of two alike the earlier. */
function byHeight(ascents: readonly Ascent[]): Ascent[] {
  return ascents.toSorted((a, b) => heightOf(b) - heightOf(a));
}

function heightOf({ path }: Ascent): number {
  return path[path.length - 1] ?? Number.NEGATIVE_INFINITY;
}

function requireRows(values: Numbers, width: number): void {
  if (values.length % width !== 0) {
    throw new QuantError('values', `must be whole rows of ${width} numbers, got ${values.length}`);
  }
  for (let i = 0; i < values.length; i++) {
    const value = at(values, i);
    if (!(Math.abs(value) <= LARGEST)) throw new QuantError('values', `must lie within ±${LARGEST}, got ${value}`, i);
  }
}
