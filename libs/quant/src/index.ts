export * from './indicators/index.js';
export * from './levels/index.js';
export type { Numbers } from './numbers.js';
export * from './options/index.js';
export * from './performance/index.js';
export * from './quant-error.js';
export * from './regime/index.js';
export * from './sliding-columns.js';
export * from './statistics/index.js';
