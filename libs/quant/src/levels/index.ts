export { type Level, type LevelOptions, type LevelRole, nearestLevels, priceLevels } from './levels.js';
export * from './pivot-clusters.js';
export * from './pivots.js';
export * from './support-resistance.js';
