export * from './adx.js';
export * from './atr.js';
export * from './bollinger.js';
export type { DirectionalOptions, DirectionalSeed } from './directional-core.js';
export * from './directional-index.js';
export { type EmaOptions, EmaStream, ema } from './ema.js';
export { type Line, lastOf, lineAt } from './line.js';
export * from './macd.js';
export * from './realized-volatility.js';
export * from './returns.js';
export * from './rma.js';
export * from './rsi.js';
export { SmaStream, sma, smaAt, VolumeSmaStream, volumeSma } from './sma.js';
export type { Seed } from './smoothing.js';
export {
  FastStochasticStream,
  fastStochastic,
  type Stochastic,
  type StochasticReading,
  StochasticRsiStream,
  StochasticStream,
  stochastic,
  stochasticRsi,
} from './stochastic.js';
export { TrueRangeStream, trueRange } from './true-range.js';
