export * from './ledger.js';
export { ExactSum, MICROS, microsOf } from './micros.js';
export { plusUnits, splitUnits } from './units.js';
