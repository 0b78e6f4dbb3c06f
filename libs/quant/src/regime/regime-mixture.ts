import { at } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { finished, type Steps } from '../steps.js';
import type { MixtureFitOptions } from './fit-gaussian-mixture.js';
import { columnsOf } from './float-column.js';
import type { GaussianMixture } from './gaussian-mixture.js';
import { labelComponents } from './label-components.js';
import { BLOCK, eachBlock, MixtureDensities } from './mixture-densities.js';
import type { RegimeFeature, RegimeFeatureRows } from './regime-features.js';
import { probabilitiesOf, REGIME_LABELS, type RegimeLabel, type RegimeProbabilities } from './regime-label.js';
import { selectGaussianMixtureInSteps } from './select-gaussian-mixture.js';
import { type Standardization, standardizationOf, standardized } from './standardization.js';

/** A trained model: plain numbers and names, the same after it was written as JSON and read again. */
export interface RegimeMixture {
  readonly features: readonly RegimeFeature[];
  readonly standardization: Standardization;
  /** Of the standardised features. */
  readonly mixture: GaussianMixture;
  /** A name for each component; several may share one. */
  readonly labels: readonly RegimeLabel[];
  readonly samples: number;
  readonly logLikelihood: number;
  readonly bic: number;
  readonly converged: boolean;
  /** The criterion of each number of components that was fitted. */
  readonly criteria: readonly { readonly components: number; readonly bic: number }[];
}

export interface RegimeMixtureOptions extends Omit<MixtureFitOptions, 'components'> {
  /** A number of components, or several of which the Bayesian information criterion chooses. Default 2 to 8. */
  readonly components?: number | readonly number[];
}

export interface MixtureReading {
  /** The likeliest label. */
  readonly label: RegimeLabel;
  /** Its probability. */
  readonly confidence: number;
  readonly probabilities: RegimeProbabilities;
}

const AUTOMATIC = [2, 3, 4, 5, 6, 7, 8] as const;

/**
 * Trains a mixture on the features of a window: standardised with the window's own moments, fitted, its components named
 * by volatility and trend (`labelComponents`). Uses nothing but the rows given, so that the caller's window is the
 * model's. Undefined for fewer than 50 rows and for rows that are too much alike for every number of components.
 */
export function trainRegimeMixture(rows: RegimeFeatureRows, options: RegimeMixtureOptions): RegimeMixture | undefined {
  return finished(trainRegimeMixtureInSteps(rows, options));
}

/** {@link trainRegimeMixture}, an expectation and a maximisation a step. */
export function* trainRegimeMixtureInSteps(
  rows: RegimeFeatureRows,
  options: RegimeMixtureOptions,
): Steps<RegimeMixture | undefined> {
  const { components = AUTOMATIC, ...fitting } = options;
  const width = rows.names.length;
  const standardization = standardizationOf(rows.values, width);
  const candidates = typeof components === 'number' ? [components] : components;
  const standard = standardized(rows.values, standardization);
  const selection = yield* selectGaussianMixtureInSteps(standard, width, candidates, fitting);
  if (selection === undefined) return undefined;
  const { mixture, samples, logLikelihood, bic, converged } = selection.fit;
  const centre = (c: number, name: RegimeFeature): number => {
    const d = rows.names.indexOf(name);
    return at(standardization.means, d) + at(standardization.deviations, d) * (mixture.means[c]?.[d] ?? 0);
  };
  const labels = labelComponents(
    mixture.weights.map((weight, c) => ({ weight, volatility: centre(c, 'volatility'), trend: centre(c, 'trend') })),
    1 / samples,
  );
  const { criteria } = selection;
  return {
    features: rows.names,
    standardization,
    mixture,
    labels,
    samples,
    logLikelihood,
    bic,
    converged,
    criteria,
  };
}

/**
 * A reading of every row. A label's probability is the sum of the posterior probabilities of the components of that
 * name, given the row alone: no later row has a say. Throws QuantError for rows of other features than the model's.
 */
export function classifyByMixture(model: RegimeMixture, rows: RegimeFeatureRows): MixtureReading[] {
  const width = model.features.length;
  if (rows.names.join() !== model.features.join()) {
    throw new QuantError('rows', `must hold ${model.features.join(', ')}, got ${rows.names.join(', ')}`);
  }
  const densities = new MixtureDensities(model.mixture);
  const columns = columnsOf(standardized(rows.values, model.standardization), width);
  const shares = new Float64Array(densities.components * BLOCK);
  const readings: MixtureReading[] = [];
  eachBlock(rows.values.length / width, (first, count) => {
    densities.posteriors(columns, first, count, shares);
    for (let i = 0; i < count; i++) readings.push(readingOf(model.labels, (c) => at(shares, c * BLOCK + i)));
  });
  return readings;
}

function readingOf(labels: readonly RegimeLabel[], posterior: (component: number) => number): MixtureReading {
  const probabilities = probabilitiesOf((label) =>
    labels.reduce((sum, each, c) => (each === label ? sum + posterior(c) : sum), 0),
  );
  const label = REGIME_LABELS.reduce((best, each) => (probabilities[each] > probabilities[best] ? each : best));
  return { label, confidence: Math.min(probabilities[label], 1), probabilities };
}
