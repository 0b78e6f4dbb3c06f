import type { Numbers } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { finished, type Steps } from '../steps.js';
import { fitGaussianMixtureInSteps, type MixtureFit, type MixtureFitOptions } from './fit-gaussian-mixture.js';

export interface MixtureSelection {
  readonly fit: MixtureFit;
  /** The criterion of every number of components that could be fitted. */
  readonly criteria: readonly { readonly components: number; readonly bic: number }[];
}

/**
 * Fits a mixture for each number of components and keeps the one with the smallest Bayesian information criterion, the
 * earlier when two are equal. Undefined when none can be fitted (`fitGaussianMixture`).
 */
export function selectGaussianMixture(
  values: Numbers,
  width: number,
  candidates: readonly number[],
  options: Omit<MixtureFitOptions, 'components'>,
): MixtureSelection | undefined {
  return finished(selectGaussianMixtureInSteps(values, width, candidates, options));
}

/** {@link selectGaussianMixture}, an expectation and a maximisation a step. */
export function* selectGaussianMixtureInSteps(
  values: Numbers,
  width: number,
  candidates: readonly number[],
  options: Omit<MixtureFitOptions, 'components'>,
): Steps<MixtureSelection | undefined> {
  if (candidates.length === 0) throw new QuantError('candidates', 'must name a number of components');
  const criteria: { components: number; bic: number }[] = [];
  let best: MixtureFit | undefined;
  for (const components of candidates) {
    const fit = yield* fitGaussianMixtureInSteps(values, width, { ...options, components });
    if (fit === undefined) continue;
    criteria.push({ components, bic: fit.bic });
    if (best === undefined || fit.bic < best.bic) best = fit;
  }
  return best && { fit: best, criteria };
}
