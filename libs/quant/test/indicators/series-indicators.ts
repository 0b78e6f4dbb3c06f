import * as q from '../../src/index.js';
import { average, close, type Indicator, NONE, none, oscillator, PRICE, percent, single } from './indicator.js';

/** Indicators of one series of prices. */
export const SERIES_INDICATORS: readonly Indicator[] = [
  single(
    'sma',
    close,
    (x = none) => q.sma(x, 5),
    () => new q.SmaStream(5),
    average,
  ),
  single(
    'ema',
    close,
    (x = none) => q.ema(x, 5),
    () => new q.EmaStream(5),
    average,
  ),
  single(
    'ema from the first value',
    close,
    (x = none) => q.ema(x, 5, { seed: 'first' }),
    () => new q.EmaStream(5, { seed: 'first' }),
    average,
  ),
  single(
    'rma',
    close,
    (x = none) => q.rma(x, 5),
    () => new q.RmaStream(5),
    average,
  ),
  single(
    'wma',
    close,
    (x = none) => q.wma(x, 5),
    () => new q.WmaStream(5),
    average,
  ),
  single(
    'hma',
    close,
    (x = none) => q.hma(x, 9),
    () => new q.HmaStream(9),
    average,
  ),
  single(
    'dema',
    close,
    (x = none) => q.dema(x, 4),
    () => new q.DemaStream(4),
    average,
  ),
  single(
    'tema',
    close,
    (x = none) => q.tema(x, 4),
    () => new q.TemaStream(4),
    average,
  ),
  single(
    'kama',
    close,
    (x = none) => q.kama(x, 5, 2, 10),
    () => new q.KamaStream(5, 2, 10),
    average,
  ),
  single(
    'trix',
    close,
    (x = none) => q.trix(x, 4),
    () => new q.TrixStream(4),
    oscillator,
  ),
  single(
    'rsi',
    close,
    (x = none) => q.rsi(x, 5),
    () => new q.RsiStream(5),
    {
      ...oscillator,
      shift: 'stays',
      bounds: percent,
    },
  ),
  {
    name: 'stochasticRsi',
    columns: close,
    ...oscillator,
    lines: (x = none) => ({ ...q.stochasticRsi(x, 5, 4, 2, 3) }),
    stream: () => new q.StochasticRsiStream(5, 4, 2, 3),
    bounds: percent,
  },
  {
    name: 'macd',
    columns: close,
    called: 'values',
    lines: (x = none) => ({ ...q.macd(x, 3, 6, 4) }),
    stream: () => new q.MacdStream(3, 6, 4),
    unit: PRICE,
    shift: 'stays',
  },
  {
    name: 'macd from the first value',
    columns: close,
    called: 'values',
    lines: (x = none) => ({ ...q.macd(x, 3, 6, 4, { seed: 'first' }) }),
    stream: () => new q.MacdStream(3, 6, 4, { seed: 'first' }),
    unit: PRICE,
    shift: 'stays',
  },
  {
    name: 'bollinger',
    columns: close,
    called: 'values',
    lines: (x = none) => ({ ...q.bollinger(x, 5, 2) }),
    stream: () => new q.BollingerStream(5, 2),
    unit: PRICE,
    shift: 'moves',
  },
  single(
    'bollingerPercentB',
    close,
    (x = none) => q.bollingerPercentB(x, 5, 2),
    () => {
      const stream = new q.BollingerStream(5, 2);
      return {
        push(value = Number.NaN) {
          const reading = stream.push(value);
          return reading === undefined ? undefined : (reading.percentB ?? 0.5);
        },
      };
    },
    { ...oscillator, shift: 'stays' },
  ),
  single(
    'bollingerWidth',
    close,
    (x = none) => q.bollingerWidth(x, 5, 2),
    () => {
      const stream = new q.BollingerStream(5, 2);
      return { push: (value = Number.NaN) => stream.push(value)?.width };
    },
    oscillator,
  ),
  single(
    'roc',
    close,
    (x = none) => q.roc(x, 3),
    () => new q.RocStream(3),
    oscillator,
  ),
  single(
    'momentum',
    close,
    (x = none) => q.momentum(x, 3),
    () => new q.MomentumStream(3),
    {
      unit: PRICE,
      shift: 'stays',
      called: 'values',
    },
  ),
  single(
    'zScore',
    close,
    (x = none) => q.zScore(x, 5),
    () => new q.ZScoreStream(5),
    { ...oscillator, shift: 'stays' },
  ),
  single(
    'percentileRankLine',
    close,
    (x = none) => q.percentileRankLine(x, 5),
    () => new q.PercentileRankStream(5),
    {
      ...oscillator,
      shift: 'stays',
      bounds: percent,
    },
  ),
  single(
    'simpleReturnLine',
    close,
    (x = none) => q.simpleReturnLine(x, 2),
    () => new q.SimpleReturnStream(2),
    {
      unit: NONE,
      called: 'prices',
    },
  ),
  single(
    'logReturnLine',
    close,
    (x = none) => q.logReturnLine(x, 2),
    () => new q.LogReturnStream(2),
    {
      unit: NONE,
      called: 'prices',
    },
  ),
  single(
    'closeToCloseVolatility',
    close,
    (x = none) => q.closeToCloseVolatility(x, 5, 252),
    () => new q.CloseToCloseVolatilityStream(5, 252),
    { unit: NONE },
  ),
  single(
    'volatilityScale',
    close,
    (x = none) => q.volatilityScale(x, { period: 5 }),
    () => new q.VolatilityScaleStream({ period: 5 }),
    { unit: NONE, bounds: [0, 3] },
  ),
  single(
    'connorsRsi',
    close,
    (x = none) => q.connorsRsi(x, 3, 2, 10),
    () => new q.ConnorsRsiStream(3, 2, 10),
    {
      unit: NONE,
      bounds: percent,
    },
  ),
  ...(['ta-lib', 'first-bar'] as const).map((start) =>
    single(
      `parabolicSar begun as ${start}`,
      ['high', 'low'],
      (h = none, l = none) => q.parabolicSar(h, l, 0.02, 0.2, { start }),
      () => new q.ParabolicSarStream(0.02, 0.2, { start }),
      { unit: PRICE },
    ),
  ),
];
