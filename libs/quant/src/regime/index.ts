export {
  fitGaussianMixture,
  MIXTURE_SAMPLES_NEEDED,
  type MixtureFit,
  type MixtureFitOptions,
} from './fit-gaussian-mixture.js';
export { bayesianInformationCriterion, type GaussianMixture, mixtureParameters } from './gaussian-mixture.js';
export { COMPONENT_TREND, type ComponentCentre, labelComponents } from './label-components.js';
export * from './regime-confirmation.js';
export * from './regime-durations.js';
export * from './regime-features.js';
export { REGIME_LABELS, type RegimeLabel, type RegimeProbabilities } from './regime-label.js';
export * from './regime-mixture.js';
export * from './regime-rule-probabilities.js';
export * from './regime-rules.js';
export * from './regime-transitions.js';
export { type MixtureSelection, selectGaussianMixture } from './select-gaussian-mixture.js';
export type { Standardization } from './standardization.js';
