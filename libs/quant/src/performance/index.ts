export * from './annualisation.js';
export * from './backtest-overfitting.js';
export {
  type AlphaBeta,
  alphaBeta,
  beta,
  downAlphaBeta,
  informationRatio,
  trackingError,
  upAlphaBeta,
} from './benchmark.js';
export * from './block-bootstrap.js';
export * from './block-length.js';
export * from './brier-score.js';
export * from './calibration.js';
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
export * from './deflated-sharpe.js';
export * from './drawdown.js';
export * from './drawdown-table.js';
export { annualVolatility, cagr, simpleReturns, totalReturn } from './equity-returns.js';
export type { ForecastGroup, Forecasts, Grouping } from './forecasts.js';
export * from './omega.js';
export * from './performance.js';
export * from './portfolio-statistics.js';
export * from './probabilistic-sharpe.js';
export * from './risk-adjusted.js';
export * from './rolling-statistic.js';
export * from './stability.js';
export * from './tail-risk.js';
export * from './trade-statistics.js';
