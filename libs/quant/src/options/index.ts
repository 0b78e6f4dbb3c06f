export { erf, erfc, erfcx, normalCdf, normalDensity } from '../statistics/normal-distribution.js';
export { blackScholes, GREEK_NAMES, GREEKS_WIDTH, type OptionColumns, writeGreeks } from './black-scholes.js';
export * from './greeks.js';
export * from './implied-volatility.js';
export {
  continuousRate,
  DAYS_PER_YEAR,
  intrinsicValue,
  type OptionInput,
  type OptionRight,
  type OptionTerms,
  yearsBetween,
} from './option-input.js';
