/** A mixture of normal distributions whose dimensions are independent within each component (diagonal covariance). */
export interface GaussianMixture {
  /** Shares of the components, together 1. */
  readonly weights: readonly number[];
  /** By component and dimension. */
  readonly means: readonly (readonly number[])[];
  readonly variances: readonly (readonly number[])[];
}

/** Free numbers of a mixture: weights, which sum to 1, means and variances. */
export function mixtureParameters(components: number, width: number): number {
  return components - 1 + 2 * components * width;
}

/** Schwarz' criterion, −2 ln L + p ln n: the smaller, the better. */
export function bayesianInformationCriterion(logLikelihood: number, parameters: number, samples: number): number {
  return -2 * logLikelihood + parameters * Math.log(samples);
}
