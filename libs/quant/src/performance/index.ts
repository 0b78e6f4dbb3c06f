export * from './annualisation.js';
export {
  type AlphaBeta,
  alphaBeta,
  beta,
  downAlphaBeta,
  informationRatio,
  trackingError,
  upAlphaBeta,
} from './benchmark.js';
export * from './capture.js';
export {
  aggregateReturns,
  annualReturn,
  compoundReturn,
  cumulativeReturns,
  equityCurve,
  excessReturns,
  type LabelledReturn,
} from './compound-returns.js';
export * from './drawdown.js';
export * from './drawdown-table.js';
export { annualVolatility, cagr, simpleReturns, totalReturn } from './equity-returns.js';
export * from './omega.js';
export * from './performance.js';
export * from './risk-adjusted.js';
export * from './rolling-statistic.js';
export * from './stability.js';
export * from './tail-risk.js';
export * from './trade-statistics.js';
