export * from './levels.js';
export * from './pivots.js';
