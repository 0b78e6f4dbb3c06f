export * from './adx.js';
export * from './aroon.js';
export * from './atr.js';
export * from './bollinger.js';
export { CciStream, cci, typicalPrice } from './cci.js';
export * from './connors-rsi.js';
export * from './dema.js';
export type { DirectionalOptions, DirectionalSeed } from './directional-core.js';
export * from './directional-index.js';
export * from './donchian.js';
export { type EmaOptions, EmaStream, ema } from './ema.js';
export * from './heikin-ashi.js';
export * from './ichimoku.js';
export * from './kama.js';
export * from './kdj.js';
export * from './keltner.js';
export { type Line, lastOf, lineAt } from './line.js';
export * from './macd.js';
export * from './mfi.js';
export {
  AccumulationDistributionStream,
  accumulationDistribution,
  ChaikinMoneyFlowStream,
  ChaikinOscillatorStream,
  chaikinMoneyFlow,
  chaikinOscillator,
} from './money-flow.js';
export * from './natr.js';
export * from './obv.js';
export * from './parabolic-sar.js';
export * from './range-volatility.js';
export * from './realized-volatility.js';
export * from './returns.js';
export * from './rma.js';
export * from './roc.js';
export * from './rsi.js';
export { SmaStream, sma, smaAt, VolumeSmaStream, volumeSma } from './sma.js';
export type { Seed } from './smoothing.js';
export * from './standing.js';
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
export * from './super-trend.js';
export { TrueRangeStream, trueRange } from './true-range.js';
export * from './ultimate-oscillator.js';
export * from './vwap.js';
export * from './williams-r.js';
export { HmaStream, hma, WmaStream, wma } from './wma.js';
