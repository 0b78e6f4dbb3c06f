export { allFees, bpsFees, type FeeModel, type FeeTrade, noFees, perUnit } from './fee-model.js';
export * from './fee-table.js';
export * from './regulatory-fees.js';
