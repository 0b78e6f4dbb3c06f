import fc from 'fast-check';
import type { Line } from '../src/index.js';
import * as q from '../src/index.js';

export type ColumnName = 'open' | 'high' | 'low' | 'close' | 'volume' | 'session';
export type Columns = Readonly<Record<ColumnName, number[]>>;
type Reading = object | undefined;

/** One indicator in both forms, over the columns it takes in the order of its arguments. */
export interface Indicator {
  readonly name: string;
  readonly columns: readonly ColumnName[];
  /** What the indicator calls its columns, where that is not their name: a plain series is `values` or `prices`. */
  readonly called?: string;
  readonly lines: (...columns: (readonly number[])[]) => Readonly<Record<string, Line>>;
  readonly stream: () => { push(...values: number[]): Reading };
  /** Powers of the price's and the volume's unit that the values are measured in. */
  readonly unit: { readonly price: number; readonly volume: number };
  /** What the values do when every price rises by the same amount; absent where that changes the indicator. */
  readonly shift?: 'moves' | 'stays';
  readonly bounds?: readonly [number, number];
}

const PRICE = { price: 1, volume: 0 };
const NONE = { price: 0, volume: 0 };
const VOLUME = { price: 0, volume: 1 };
const bars = ['high', 'low', 'close'] as const;
const traded = ['high', 'low', 'close', 'volume'] as const;
const quoted = ['open', 'high', 'low', 'close'] as const;

type Columned = (...columns: (readonly number[])[]) => Line;
type Push = { push(...values: number[]): number | undefined };

/** An indicator of one line. */
function single(
  name: string,
  columns: readonly ColumnName[],
  line: Columned,
  stream: () => Push,
  rest: Omit<Indicator, 'name' | 'columns' | 'lines' | 'stream'>,
): Indicator {
  return {
    name,
    columns,
    lines: (...given) => ({ value: line(...given) }),
    stream: () => {
      const inner = stream();
      return {
        push(...values) {
          const value = inner.push(...values);
          return value === undefined ? undefined : { value };
        },
      };
    },
    ...rest,
  };
}

const close = ['close'] as const;
const average = { unit: PRICE, shift: 'moves', called: 'values' } as const;
const oscillator = { unit: NONE, called: 'values' } as const;
const percent: readonly [number, number] = [0, 100];
const none: readonly number[] = [];

export const INDICATORS: readonly Indicator[] = [
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
    'volumeSma',
    ['volume'],
    (v = none) => q.volumeSma(v, 5),
    () => new q.VolumeSmaStream(5),
    { unit: VOLUME },
  ),
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
  single(
    'obv',
    ['close', 'volume'],
    (c = none, v = none) => q.obv(c, v),
    () => new q.ObvStream(),
    {
      unit: VOLUME,
      shift: 'stays',
    },
  ),
  single(
    'mfi',
    traded,
    (h = none, l = none, c = none, v = none) => q.mfi(h, l, c, v, 5),
    () => new q.MfiStream(5),
    {
      unit: NONE,
      bounds: percent,
    },
  ),
  single(
    'accumulationDistribution',
    traded,
    (h = none, l = none, c = none, v = none) => q.accumulationDistribution(h, l, c, v),
    () => new q.AccumulationDistributionStream(),
    { unit: VOLUME, shift: 'stays' },
  ),
  single(
    'chaikinOscillator',
    traded,
    (h = none, l = none, c = none, v = none) => q.chaikinOscillator(h, l, c, v, 3, 5),
    () => new q.ChaikinOscillatorStream(3, 5),
    { unit: VOLUME, shift: 'stays' },
  ),
  single(
    'chaikinMoneyFlow',
    traded,
    (h = none, l = none, c = none, v = none) => q.chaikinMoneyFlow(h, l, c, v, 5),
    () => new q.ChaikinMoneyFlowStream(5),
    { unit: NONE, shift: 'stays', bounds: [-1, 1] },
  ),
  single(
    'vwma',
    ['close', 'volume'],
    (c = none, v = none) => q.vwma(c, v, 5),
    () => new q.VwmaStream(5),
    average,
  ),
  single(
    'vwap',
    [...traded, 'session'],
    (h = none, l = none, c = none, v = none, s = none) => q.vwap(h, l, c, v, s),
    () => new q.VwapStream(),
    { unit: PRICE, shift: 'moves' },
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

/** Ticks of 1/64: sums, differences and shifts of such prices are exact, so that ties stay ties. */
const ticks = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max }).map((count) => count / 64);

/** Bars whose open and close lie between low and high, of sessions of seven bars; flat and untraded bars among them. */
export function barColumns(minLength = 1, maxLength = 60): fc.Arbitrary<Columns> {
  const bar = fc.record({
    open: ticks(640, 3200),
    close: ticks(640, 3200),
    above: fc.oneof(fc.constant(0), ticks(0, 256)),
    below: fc.oneof(fc.constant(0), ticks(0, 256)),
    flat: fc.integer({ min: 0, max: 5 }),
    volume: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 6, arbitrary: fc.nat(1_000_000) }),
  });
  return fc.array(bar, { minLength, maxLength }).map((drawn) => {
    const columns: Columns = { open: [], high: [], low: [], close: [], volume: [], session: [] };
    for (const [i, { open, close: last, above, below, flat, volume }] of drawn.entries()) {
      // One bar in six repeats the close before it without any range.
      const still = flat === 0 ? columns.close.at(-1) : undefined;
      columns.open.push(still ?? open);
      columns.close.push(still ?? last);
      columns.high.push(still ?? Math.max(open, last) + above);
      columns.low.push(still ?? Math.min(open, last) - below);
      columns.volume.push(volume);
      columns.session.push(Math.floor(i / 7));
    }
    return columns;
  });
}

/** The columns an indicator takes, in the order of its arguments. */
export function argumentsOf({ columns }: Indicator, from: Columns, end?: number): number[][] {
  return columns.map((name) => from[name].slice(0, end));
}

/** Every reading of a stream, bar by bar. */
export function readings(indicator: Indicator, columns: readonly (readonly number[])[]): Reading[] {
  const stream = indicator.stream();
  return (columns[0] ?? []).map((_, i) => stream.push(...columns.map((column) => column[i] ?? Number.NaN)));
}
