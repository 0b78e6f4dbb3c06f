import * as q from '../../src/index.js';
import { bars, type Indicator, NONE, none, PRICE, type Push, percent, quoted, single } from './indicator.js';

/** Indicators of bars. */
export const BAR_INDICATORS: readonly Indicator[] = [
  single(
    'trueRange',
    bars,
    (h = none, l = none, c = none) => q.trueRange(h, l, c),
    () => new q.TrueRangeStream(),
    {
      unit: PRICE,
      shift: 'stays',
    },
  ),
  single(
    'typicalPrice',
    bars,
    (h = none, l = none, c = none) => q.typicalPrice(h, l, c),
    () => typicalStream(),
    {
      unit: PRICE,
      shift: 'moves',
    },
  ),
  single(
    'atr',
    bars,
    (h = none, l = none, c = none) => q.atr(h, l, c, 5),
    () => new q.AtrStream(5),
    {
      unit: PRICE,
      shift: 'stays',
    },
  ),
  single(
    'atr with the first bar',
    bars,
    (h = none, l = none, c = none) => q.atr(h, l, c, 5, { firstBar: 'high-low' }),
    () => new q.AtrStream(5, { firstBar: 'high-low' }),
    { unit: PRICE, shift: 'stays' },
  ),
  single(
    'natr',
    bars,
    (h = none, l = none, c = none) => q.natr(h, l, c, 5),
    () => new q.NatrStream(5),
    { unit: NONE },
  ),
  ...(['ta-lib', 'wilder', 'tulip'] as const).map((seed) =>
    single(
      `adx begun as ${seed}`,
      bars,
      (h = none, l = none, c = none) => q.adx(h, l, c, 4, { seed }),
      () => new q.AdxStream(4, { seed }),
      { unit: NONE, shift: 'stays', bounds: percent },
    ),
  ),
  single(
    'adxr',
    bars,
    (h = none, l = none, c = none) => q.adxr(h, l, c, 4),
    () => new q.AdxrStream(4),
    {
      unit: NONE,
      shift: 'stays',
      bounds: percent,
    },
  ),
  single(
    'dx',
    bars,
    (h = none, l = none, c = none) => q.dx(h, l, c, 4),
    () => new q.DxStream(4),
    {
      unit: NONE,
      shift: 'stays',
      bounds: percent,
    },
  ),
  {
    name: 'directionalIndicators',
    columns: bars,
    lines: (h = none, l = none, c = none) => ({ ...q.directionalIndicators(h, l, c, 4) }),
    stream: () => new q.DirectionalIndicatorsStream(4),
    unit: NONE,
    shift: 'stays',
    bounds: percent,
  },
  {
    name: 'directionalMovement',
    columns: ['high', 'low'],
    lines: (h = none, l = none) => ({ ...q.directionalMovement(h, l, 4) }),
    stream: () => new q.DirectionalMovementStream(4),
    unit: PRICE,
    shift: 'stays',
  },
  {
    name: 'stochastic',
    columns: bars,
    lines: (h = none, l = none, c = none) => ({ ...q.stochastic(h, l, c, 5, 3, 2) }),
    stream: () => new q.StochasticStream(5, 3, 2),
    unit: NONE,
    shift: 'stays',
    bounds: percent,
  },
  {
    name: 'fastStochastic',
    columns: bars,
    lines: (h = none, l = none, c = none) => ({ ...q.fastStochastic(h, l, c, 5, 2) }),
    stream: () => new q.FastStochasticStream(5, 2),
    unit: NONE,
    shift: 'stays',
    bounds: percent,
  },
  {
    name: 'kdj',
    columns: bars,
    lines: (h = none, l = none, c = none) => ({ ...q.kdj(h, l, c, 5, 3, 2) }),
    stream: () => new q.KdjStream(5, 3, 2),
    unit: NONE,
    shift: 'stays',
  },
  single(
    'cci',
    bars,
    (h = none, l = none, c = none) => q.cci(h, l, c, 5),
    () => new q.CciStream(5),
    {
      unit: NONE,
      shift: 'stays',
    },
  ),
  single(
    'williamsR',
    bars,
    (h = none, l = none, c = none) => q.williamsR(h, l, c, 5),
    () => new q.WilliamsRStream(5),
    {
      unit: NONE,
      shift: 'stays',
      bounds: [-100, 0],
    },
  ),
  single(
    'ultimateOscillator',
    bars,
    (h = none, l = none, c = none) => q.ultimateOscillator(h, l, c, 2, 4, 6),
    () => new q.UltimateOscillatorStream(2, 4, 6),
    { unit: NONE, shift: 'stays', bounds: percent },
  ),
  ...(['ema', 'sma'] as const).map(
    (kind): Indicator => ({
      name: `keltner of ${kind}`,
      columns: bars,
      lines: (h = none, l = none, c = none) => ({ ...q.keltner(h, l, c, 5, 2, { average: kind, atrPeriod: 3 }) }),
      stream: () => new q.KeltnerStream(5, 2, { average: kind, atrPeriod: 3 }),
      unit: PRICE,
      shift: 'moves',
    }),
  ),
  {
    name: 'donchian',
    columns: ['high', 'low'],
    lines: (h = none, l = none) => ({ ...q.donchian(h, l, 5) }),
    stream: () => new q.DonchianStream(5),
    unit: PRICE,
    shift: 'moves',
  },
  {
    name: 'aroon',
    columns: ['high', 'low'],
    lines: (h = none, l = none) => ({ ...q.aroon(h, l, 5) }),
    stream: () => new q.AroonStream(5),
    unit: NONE,
    shift: 'stays',
    bounds: [-100, 100],
  },
  {
    name: 'heikinAshi',
    columns: quoted,
    lines: (o = none, h = none, l = none, c = none) => ({ ...q.heikinAshi(o, h, l, c) }),
    stream: () => new q.HeikinAshiStream(),
    unit: PRICE,
    shift: 'moves',
  },
  {
    name: 'ichimoku',
    columns: ['high', 'low'],
    lines: (h = none, l = none) => ({ ...q.ichimoku(h, l, 3, 5, 7, 4) }),
    stream: () => new q.IchimokuStream(3, 5, 7, 4),
    unit: PRICE,
    shift: 'moves',
  },
  single(
    'superTrend',
    bars,
    (h = none, l = none, c = none) => q.superTrend(h, l, c, 5, 2).value,
    () => {
      const stream = new q.SuperTrendStream(5, 2);
      return { push: (h = Number.NaN, l = Number.NaN, c = Number.NaN) => stream.push(h, l, c)?.value };
    },
    { unit: PRICE },
  ),
  single(
    'parkinsonVolatility',
    ['high', 'low'],
    (h = none, l = none) => q.parkinsonVolatility(h, l, 5, 252),
    () => new q.ParkinsonVolatilityStream(5, 252),
    { unit: NONE },
  ),
  single(
    'garmanKlassVolatility',
    quoted,
    (o = none, h = none, l = none, c = none) => q.garmanKlassVolatility(o, h, l, c, 5, 252),
    () => new q.GarmanKlassVolatilityStream(5, 252),
    { unit: NONE },
  ),
  single(
    'yangZhangVolatility',
    quoted,
    (o = none, h = none, l = none, c = none) => q.yangZhangVolatility(o, h, l, c, 5, 252),
    () => new q.YangZhangVolatilityStream(5, 252),
    { unit: NONE },
  ),
];

function typicalStream(): Push {
  return { push: (h = 0, l = 0, c = 0) => q.lastOf(q.typicalPrice([h], [l], [c])) };
}
