export * from './ledger.js';
export { ExactSum, MICROS, microsOf } from './micros.js';
export { isExactUnits, plusUnits, splitUnits } from './units.js';
