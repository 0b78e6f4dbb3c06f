export * from './annualisation.js';
export * from './drawdown.js';
export { annualVolatility, cagr, simpleReturns, totalReturn } from './equity-returns.js';
export * from './performance.js';
export * from './risk-adjusted.js';
export * from './trade-statistics.js';
