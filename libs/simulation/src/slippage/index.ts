export * from './almgren.js';
export { fixedBps, noSlippage } from './fixed-bps.js';
export { halfSpread } from './half-spread.js';
export type { SlippageModel, Touch } from './slippage-model.js';
export { squareRootImpact } from './square-root-impact.js';
export * from './volatility-volume-share.js';
export { volumeShare, volumeSharePrice } from './volume-share.js';
