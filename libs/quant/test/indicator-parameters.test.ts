import { describe, expect, it } from 'vitest';
import * as q from '../src/index.js';
import { QuantError } from '../src/index.js';

const x = Array.from({ length: 50 }, (_, i) => 100 + ((i * 7) % 11));
const v = x.map((value) => value * 10);

type Build = (value: number) => unknown;
/** Every parameter with a whole number as its value, in both forms of its indicator. */
const PERIODS: readonly [name: string, parameter: string, line: Build, stream: Build][] = [
  ['sma', 'period', (n) => q.sma(x, n), (n) => new q.SmaStream(n)],
  ['volumeSma', 'period', (n) => q.volumeSma(v, n), (n) => new q.VolumeSmaStream(n)],
  ['ema', 'period', (n) => q.ema(x, n), (n) => new q.EmaStream(n)],
  ['rma', 'period', (n) => q.rma(x, n), (n) => new q.RmaStream(n)],
  ['wma', 'period', (n) => q.wma(x, n), (n) => new q.WmaStream(n)],
  ['hma', 'period', (n) => q.hma(x, n), (n) => new q.HmaStream(n)],
  ['dema', 'period', (n) => q.dema(x, n), (n) => new q.DemaStream(n)],
  ['tema', 'period', (n) => q.tema(x, n), (n) => new q.TemaStream(n)],
  ['trix', 'period', (n) => q.trix(x, n), (n) => new q.TrixStream(n)],
  ['kama', 'period', (n) => q.kama(x, n), (n) => new q.KamaStream(n)],
  ['kama', 'fast', (n) => q.kama(x, 10, n), (n) => new q.KamaStream(10, n)],
  ['kama', 'slow', (n) => q.kama(x, 10, 2, n), (n) => new q.KamaStream(10, 2, n)],
  ['rsi', 'period', (n) => q.rsi(x, n), (n) => new q.RsiStream(n)],
  ['macd', 'fast', (n) => q.macd(x, n, 26, 9), (n) => new q.MacdStream(n, 26, 9)],
  ['macd', 'slow', (n) => q.macd(x, 12, n, 9), (n) => new q.MacdStream(12, n, 9)],
  ['macd', 'signal', (n) => q.macd(x, 12, 26, n), (n) => new q.MacdStream(12, 26, n)],
  ['bollinger', 'period', (n) => q.bollinger(x, n, 2), (n) => new q.BollingerStream(n, 2)],
  ['roc', 'period', (n) => q.roc(x, n), (n) => new q.RocStream(n)],
  ['momentum', 'period', (n) => q.momentum(x, n), (n) => new q.MomentumStream(n)],
  ['simpleReturnLine', 'lag', (n) => q.simpleReturnLine(x, n), (n) => new q.SimpleReturnStream(n)],
  ['logReturnLine', 'lag', (n) => q.logReturnLine(x, n), (n) => new q.LogReturnStream(n)],
  ['zScore', 'period', (n) => q.zScore(x, n), (n) => new q.ZScoreStream(n)],
  ['percentileRankLine', 'period', (n) => q.percentileRankLine(x, n), (n) => new q.PercentileRankStream(n)],
  [
    'volatilityScale',
    'period',
    (n) => q.volatilityScale(x, { period: n }),
    (n) => new q.VolatilityScaleStream({ period: n }),
  ],
  [
    'closeToCloseVolatility',
    'period',
    (n) => q.closeToCloseVolatility(x, n, 1),
    (n) => new q.CloseToCloseVolatilityStream(n, 1),
  ],
  [
    'parkinsonVolatility',
    'period',
    (n) => q.parkinsonVolatility(x, x, n, 1),
    (n) => new q.ParkinsonVolatilityStream(n, 1),
  ],
  [
    'garmanKlassVolatility',
    'period',
    (n) => q.garmanKlassVolatility(x, x, x, x, n, 1),
    (n) => new q.GarmanKlassVolatilityStream(n, 1),
  ],
  [
    'yangZhangVolatility',
    'period',
    (n) => q.yangZhangVolatility(x, x, x, x, n, 1),
    (n) => new q.YangZhangVolatilityStream(n, 1),
  ],
  ['atr', 'period', (n) => q.atr(x, x, x, n), (n) => new q.AtrStream(n)],
  ['natr', 'period', (n) => q.natr(x, x, x, n), (n) => new q.NatrStream(n)],
  ['adx', 'period', (n) => q.adx(x, x, x, n), (n) => new q.AdxStream(n)],
  ['adxr', 'period', (n) => q.adxr(x, x, x, n), (n) => new q.AdxrStream(n)],
  ['dx', 'period', (n) => q.dx(x, x, x, n), (n) => new q.DxStream(n)],
  [
    'directionalIndicators',
    'period',
    (n) => q.directionalIndicators(x, x, x, n),
    (n) => new q.DirectionalIndicatorsStream(n),
  ],
  ['directionalMovement', 'period', (n) => q.directionalMovement(x, x, n), (n) => new q.DirectionalMovementStream(n)],
  ['stochastic', 'kPeriod', (n) => q.stochastic(x, x, x, n), (n) => new q.StochasticStream(n)],
  ['stochastic', 'kSmoothing', (n) => q.stochastic(x, x, x, 5, n), (n) => new q.StochasticStream(5, n)],
  ['stochastic', 'dPeriod', (n) => q.stochastic(x, x, x, 5, 3, n), (n) => new q.StochasticStream(5, 3, n)],
  ['fastStochastic', 'kPeriod', (n) => q.fastStochastic(x, x, x, n), (n) => new q.FastStochasticStream(n)],
  ['stochasticRsi', 'rsiPeriod', (n) => q.stochasticRsi(x, n), (n) => new q.StochasticRsiStream(n)],
  ['kdj', 'period', (n) => q.kdj(x, x, x, n), (n) => new q.KdjStream(n)],
  ['kdj', 'kSmoothing', (n) => q.kdj(x, x, x, 9, n), (n) => new q.KdjStream(9, n)],
  ['kdj', 'dSmoothing', (n) => q.kdj(x, x, x, 9, 3, n), (n) => new q.KdjStream(9, 3, n)],
  ['cci', 'period', (n) => q.cci(x, x, x, n), (n) => new q.CciStream(n)],
  ['williamsR', 'period', (n) => q.williamsR(x, x, x, n), (n) => new q.WilliamsRStream(n)],
  ['ultimateOscillator', 'short', (n) => q.ultimateOscillator(x, x, x, n), (n) => new q.UltimateOscillatorStream(n)],
  [
    'ultimateOscillator',
    'medium',
    (n) => q.ultimateOscillator(x, x, x, 7, n),
    (n) => new q.UltimateOscillatorStream(7, n),
  ],
  [
    'ultimateOscillator',
    'long',
    (n) => q.ultimateOscillator(x, x, x, 7, 14, n),
    (n) => new q.UltimateOscillatorStream(7, 14, n),
  ],
  ['keltner', 'period', (n) => q.keltner(x, x, x, n), (n) => new q.KeltnerStream(n)],
  [
    'keltner',
    'atrPeriod',
    (n) => q.keltner(x, x, x, 20, 2, { atrPeriod: n }),
    (n) => new q.KeltnerStream(20, 2, { atrPeriod: n }),
  ],
  ['superTrend', 'period', (n) => q.superTrend(x, x, x, n), (n) => new q.SuperTrendStream(n)],
  ['ichimoku', 'conversion', (n) => q.ichimoku(x, x, n), (n) => new q.IchimokuStream(n)],
  ['ichimoku', 'base', (n) => q.ichimoku(x, x, 9, n), (n) => new q.IchimokuStream(9, n)],
  ['ichimoku', 'span', (n) => q.ichimoku(x, x, 9, 26, n), (n) => new q.IchimokuStream(9, 26, n)],
  ['ichimoku', 'displacement', (n) => q.ichimoku(x, x, 9, 26, 52, n), (n) => new q.IchimokuStream(9, 26, 52, n)],
  ['connorsRsi', 'period', (n) => q.connorsRsi(x, n), (n) => new q.ConnorsRsiStream(n)],
  ['connorsRsi', 'streakPeriod', (n) => q.connorsRsi(x, 3, n), (n) => new q.ConnorsRsiStream(3, n)],
  ['connorsRsi', 'rankPeriod', (n) => q.connorsRsi(x, 3, 2, n), (n) => new q.ConnorsRsiStream(3, 2, n)],
  ['donchian', 'period', (n) => q.donchian(x, x, n), (n) => new q.DonchianStream(n)],
  ['aroon', 'period', (n) => q.aroon(x, x, n), (n) => new q.AroonStream(n)],
  ['mfi', 'period', (n) => q.mfi(x, x, x, v, n), (n) => new q.MfiStream(n)],
  ['chaikinOscillator', 'fast', (n) => q.chaikinOscillator(x, x, x, v, n), (n) => new q.ChaikinOscillatorStream(n)],
  [
    'chaikinOscillator',
    'slow',
    (n) => q.chaikinOscillator(x, x, x, v, 3, n),
    (n) => new q.ChaikinOscillatorStream(3, n),
  ],
  ['chaikinMoneyFlow', 'period', (n) => q.chaikinMoneyFlow(x, x, x, v, n), (n) => new q.ChaikinMoneyFlowStream(n)],
  ['vwma', 'period', (n) => q.vwma(x, v, n), (n) => new q.VwmaStream(n)],
];

/** The parameter a call complains about. */
function refusedBy(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    if (error instanceof QuantError) return error.parameter;
    throw error;
  }
}

describe.each(PERIODS)('%s: %s', (_name, parameter, line, stream) => {
  it.each([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('cannot be %s', (value) => {
    expect(refusedBy(() => line(value))).toBe(parameter);
    expect(refusedBy(() => stream(value))).toBe(parameter);
  });
});

describe('parameters that do not go together', () => {
  it.each<[story: string, call: () => unknown, parameter: string]>([
    ['a fast average slower than the slow one', () => q.macd(x, 26, 12, 9), 'fast'],
    ['factors beyond one', () => q.macd(x, 12, 26, 9, { factors: { fast: 1.5, slow: 0.1 } }), 'factors'],
    ['bands of no width', () => q.bollinger(x, 20, 0), 'multiplier'],
    ['a channel of no width', () => q.keltner(x, x, x, 20, -1), 'multiplier'],
    ['a stop that does not accelerate', () => q.parabolicSar(x, x, 0, 0.2), 'acceleration'],
    ['a stop beyond its maximum', () => q.parabolicSar(x, x, 0.3, 0.2), 'acceleration'],
    ['periods out of order', () => q.ultimateOscillator(x, x, x, 20, 14, 28), 'short'],
    ['a year without bars', () => q.parkinsonVolatility(x, x, 5, 0), 'periodsPerYear'],
    ['a target of nothing', () => q.volatilityScale(x, { target: 0 }), 'target'],
    ['a window that fits no memory', () => new q.SmaStream(2 ** 40), 'period'],
    ['columns of different length', () => q.obv(x, v.slice(1)), 'volume'],
    ['a negative volume', () => q.obv(x, x.with(3, -1)), 'volume'],
    ['a price of nothing', () => q.logReturnLine(x.with(3, 0)), 'prices'],
    ['a low above the high', () => q.parkinsonVolatility(x, x.with(3, 1000), 5, 252), 'low'],
    ['a channel too wide for a number', () => q.keltner(x, x, x, 20, 1e200), 'multiplier'],
    ['a year of more bars than a number can count', () => q.closeToCloseVolatility(x, 5, 1e200), 'periodsPerYear'],
    ['a price too large to be added up', () => q.sma(x.with(3, 1e101), 5), 'values'],
    ['a price too small to divide by', () => q.simpleReturnLine(x.with(3, 1e-101)), 'prices'],
    ['a price below nothing in a flow of money', () => q.mfi(x, x.with(3, -1), x, v), 'low'],
    ['a close above the high', () => q.garmanKlassVolatility(x, x, x, x.with(3, 1000), 5, 252), 'high'],
  ])('%s', (_story, call, parameter) => {
    expect(refusedBy(call)).toBe(parameter);
  });

  it('do not hold up a series that is too short for them', () => {
    expect(q.sma(x, 2 ** 40).values).toHaveLength(0);
    expect(q.bollinger(x, 1000).upper.values).toHaveLength(0);
    expect(q.stochastic(x, x, x, 1000).k.values).toHaveLength(0);
  });
});
