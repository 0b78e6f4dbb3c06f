export {
  AccumulationDistributionStream,
  accumulationDistribution,
} from './accumulation-distribution.js';
export { AdxStream, adx } from './adx.js';
export * from './adxr.js';
export * from './aroon.js';
export * from './atr.js';
export * from './bollinger.js';
export * from './cci.js';
export * from './chaikin-money-flow.js';
export * from './chaikin-oscillator.js';
export * from './close-to-close-volatility.js';
export * from './connors-rsi.js';
export * from './dema.js';
export type { DirectionalOptions, DirectionalSeed } from './directional-core.js';
export * from './directional-indicators.js';
export * from './directional-movement.js';
export * from './donchian.js';
export * from './dx.js';
export { type EmaOptions, EmaStream, ema } from './ema.js';
export * from './garman-klass-volatility.js';
export * from './heikin-ashi.js';
export * from './hma.js';
export * from './ichimoku.js';
export * from './kama.js';
export * from './kdj.js';
export * from './keltner.js';
export { type Line, lastOf, lineAt } from './line.js';
export * from './macd.js';
export * from './mfi.js';
export * from './momentum.js';
export * from './natr.js';
export * from './obv.js';
export * from './parabolic-sar.js';
export * from './parkinson-volatility.js';
export * from './percentile-rank-line.js';
export * from './realized-volatility.js';
export * from './return-line.js';
export * from './returns.js';
export * from './rma.js';
export { RocStream, roc } from './roc.js';
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
export * from './super-trend.js';
export * from './tema.js';
export * from './trix.js';
export { TrueRangeStream, trueRange } from './true-range.js';
export { typicalPrice } from './typical-price.js';
export * from './ultimate-oscillator.js';
export * from './volatility-scale.js';
export * from './vwap.js';
export * from './vwma.js';
export * from './williams-r.js';
export * from './wma.js';
export * from './yang-zhang-volatility.js';
export * from './z-score.js';
