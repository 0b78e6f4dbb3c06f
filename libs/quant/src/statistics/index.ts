export * from './correlation.js';
export * from './linear-regression.js';
export * from './percentile-rank.js';
export * from './quantile.js';
export * from './ranks.js';
export * from './shape.js';
export * from './standard-normal.js';
export * from './statistics.js';
export { populationDeviation, populationVariance, sampleVariance } from './variance.js';
