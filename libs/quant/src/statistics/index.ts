export * from './percentile-rank.js';
export * from './statistics.js';
