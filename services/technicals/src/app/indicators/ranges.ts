import {
  accumulationDistribution,
  atr,
  bollingerAt,
  bollingerPercentB,
  bollingerWidth,
  chaikinMoneyFlow,
  chaikinOscillator,
  closeToCloseVolatility,
  garmanKlassVolatility,
  type Line,
  logReturnLine,
  mfi,
  natr,
  obv,
  parkinsonVolatility,
  percentileRankLine,
  realizedVolatility,
  returnOver,
  simpleReturnLine,
  smaAt,
  trueRange,
  volatilityScale,
  volumeSma,
  yangZhangVolatility,
  zScore,
} from '@cream/quant';
import { type Indicator, one, traded } from './indicator.js';

/** Ranges, returns, volatility and the flow of volume, each on its own scale. */
export const RANGES: readonly Indicator[] = [
  one('atr_14', 'ATR 14', 'OWN', 'USD', 'atr(high, low, close, 14)', ({ high, low, close }) =>
    atr(high, low, close, 14),
  ),
  one('natr_14', 'ATR 14 in percent', 'OWN', 'percent', 'natr(high, low, close, 14)', ({ high, low, close }) =>
    natr(high, low, close, 14),
  ),
  one('true_range', 'True range', 'OWN', 'USD', 'true_range(high, low, close)', ({ high, low, close }) =>
    trueRange(high, low, close),
  ),
  one(
    'bollinger_percent_b_20_2',
    'Bollinger %B 20, 2',
    'OWN',
    'ratio',
    'bollinger(close, 20, 2).percent_b',
    ({ close }) => bollingerPercentB(close, 20, 2),
    ({ close }) => bollingerAt(close, 20, 2)?.percentB,
  ),
  one(
    'bollinger_width_20_2',
    'Bollinger width 20, 2',
    'OWN',
    'ratio',
    'bollinger(close, 20, 2).width',
    ({ close }) => bollingerWidth(close, 20, 2),
    ({ close }) => bollingerAt(close, 20, 2)?.width,
  ),
  one(
    'return_1',
    'Return 1',
    'OWN',
    'ratio',
    'return(close, 1)',
    ({ close }) => simpleReturnLine(close, 1),
    ({ close }) => returnOver(close, 1),
  ),
  one(
    'return_5',
    'Return 5',
    'OWN',
    'ratio',
    'return(close, 5)',
    ({ close }) => simpleReturnLine(close, 5),
    ({ close }) => returnOver(close, 5),
  ),
  one(
    'return_20',
    'Return 20',
    'OWN',
    'ratio',
    'return(close, 20)',
    ({ close }) => simpleReturnLine(close, 20),
    ({ close }) => returnOver(close, 20),
  ),
  one('log_return_1', 'Logarithmic return 1', 'OWN', 'ratio', 'log_return(close, 1)', ({ close }) =>
    logReturnLine(close, 1),
  ),
  one('z_score_20', 'Z-score 20', 'OWN', 'points', 'z_score(close, 20)', ({ close }) => zScore(close, 20)),
  one('percentile_rank_100', 'Percentile rank 100', 'OWN', 'points', 'percentile_rank(close, 100)', ({ close }) =>
    percentileRankLine(close, 100),
  ),
  one(
    'realized_volatility_20',
    'Realised volatility 20',
    'OWN',
    'ratio',
    'realized_volatility(close, 20, {year} a year)',
    ({ close, periodsPerYear }) => closeToCloseVolatility(close, 20, periodsPerYear),
    ({ close, periodsPerYear }) => realizedVolatility(close, 20, periodsPerYear),
  ),
  one(
    'parkinson_volatility_20',
    'Parkinson volatility 20',
    'OWN',
    'ratio',
    'parkinson_volatility(high, low, 20, {year} a year)',
    ({ high, low, periodsPerYear }) => parkinsonVolatility(high, low, 20, periodsPerYear),
  ),
  one(
    'garman_klass_volatility_20',
    'Garman–Klass volatility 20',
    'OWN',
    'ratio',
    'garman_klass_volatility(open, high, low, close, 20, {year} a year)',
    ({ open, high, low, close, periodsPerYear }) => garmanKlassVolatility(open, high, low, close, 20, periodsPerYear),
  ),
  one(
    'yang_zhang_volatility_20',
    'Yang–Zhang volatility 20',
    'OWN',
    'ratio',
    'yang_zhang_volatility(open, high, low, close, 20, {year} a year)',
    ({ open, high, low, close, periodsPerYear }) => yangZhangVolatility(open, high, low, close, 20, periodsPerYear),
  ),
  one(
    'volatility_scale_20',
    'Scale to 15 % volatility',
    'OWN',
    'ratio',
    'volatility_scale(close, 20, target 0.15, {year} a year)',
    ({ close, periodsPerYear }) => volatilityScale(close, { period: 20, target: 0.15, periodsPerYear }),
  ),
  traded(
    'volume_ratio_20',
    'Volume to usual 20',
    'OWN',
    'ratio',
    'volume / sma(volume, 20)',
    ({ volume }) => overUsual(volume),
    ({ volume }) => newestOverUsual(volume),
  ),
  traded('obv', 'On-balance volume', 'OWN', 'shares', 'obv(close, volume)', ({ close, volume }) => obv(close, volume)),
  traded(
    'accumulation_distribution',
    'Accumulation/distribution',
    'OWN',
    'shares',
    'accumulation_distribution(high, low, close, volume)',
    ({ high, low, close, volume }) => accumulationDistribution(high, low, close, volume),
  ),
  traded(
    'chaikin_oscillator_3_10',
    'Chaikin oscillator 3, 10',
    'OWN',
    'shares',
    'chaikin_oscillator(high, low, close, volume, 3, 10)',
    ({ high, low, close, volume }) => chaikinOscillator(high, low, close, volume, 3, 10),
  ),
  traded(
    'chaikin_money_flow_20',
    'Chaikin money flow 20',
    'OWN',
    'ratio',
    'chaikin_money_flow(high, low, close, volume, 20)',
    ({ high, low, close, volume }) => chaikinMoneyFlow(high, low, close, volume, 20),
  ),
  traded(
    'mfi_14',
    'Money flow index 14',
    'OWN',
    'points',
    'mfi(high, low, close, volume, 14)',
    ({ high, low, close, volume }) => mfi(high, low, close, volume, 14),
  ),
];

/** Volume over its usual; undefined from the first time on that nothing was traded for 20 bars: a line has no holes. */
function overUsual(volume: Float64Array): Line | undefined {
  const usual = volumeSma(volume, 20);
  const from = usual.values.lastIndexOf(0) + 1;
  const values = Float64Array.from(
    usual.values.subarray(from),
    (mean, k) => (volume[usual.offset + from + k] ?? 0) / mean,
  );
  return values.length === 0 ? undefined : { offset: usual.offset + from, values };
}

function newestOverUsual(volume: Float64Array): number | undefined {
  const usual = smaAt(volume, 20);
  const today = volume.at(-1);
  return today === undefined || usual === undefined || usual === 0 ? undefined : today / usual;
}
