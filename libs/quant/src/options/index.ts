export { erf, erfc, erfcx, normalCdf, normalDensity } from '../statistics/normal-distribution.js';
export { type AmericanSettings, type AmericanValue, americanOption } from './american.js';
export { type AmericanGreeks, americanGreeks } from './american-greeks.js';
export { americanImpliedVolatility } from './american-implied-volatility.js';
export { bjerksundStensland1993, bjerksundStensland2002 } from './bjerksund-stensland.js';
export { blackScholes, GREEK_NAMES, GREEKS_WIDTH, type OptionColumns, writeGreeks } from './black-scholes.js';
export type { CashDividend } from './cash-dividends.js';
export * from './greeks.js';
export * from './implied-volatility.js';
export type { Leg, OptionLeg, ShareLeg } from './legs.js';
export {
  continuousRate,
  DAYS_PER_YEAR,
  intrinsicValue,
  type OptionInput,
  type OptionRight,
  type OptionTerms,
  yearsBetween,
} from './option-input.js';
export * from './payoff.js';
export * from './position-value.js';
export { baroneAdesiWhaley, juZhong } from './quadratic-approximation.js';
export * from './recognise-strategy.js';
export type { StrategyName } from './strategy-names.js';
