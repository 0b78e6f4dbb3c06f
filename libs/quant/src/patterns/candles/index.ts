export type { Candle, CandleColour } from './candle.js';
export type { CandleDirection, CandlePattern, CandlePatternNature, CandleSignal } from './candle-pattern.js';
export { CANDLE_PATTERNS, candlePattern } from './candle-patterns.js';
export {
  CANDLE_SETTINGS,
  type CandleLimits,
  type CandleMeasure,
  type CandleSetting,
  type CandleSettingName,
} from './candle-settings.js';
export { type CandleColumns, CandleSignalStream, candleSignals } from './candle-signals.js';
export { engulfing, harami, haramiCross, type SharedEnds } from './engulfing.js';
export {
  CandlePatternStream,
  type FindCandlePatternsOptions,
  findCandlePatterns,
} from './find-candle-patterns.js';
export type { FoundCandlePattern } from './found-candle-pattern.js';
export { matHold } from './methods.js';
export { darkCloudCover } from './penetration.js';
export { abandonedBaby, eveningDojiStar, eveningStar, morningDojiStar, morningStar } from './stars.js';
export { TREND_BARS, type TrendContext, type TrendDirection } from './trend-context.js';
