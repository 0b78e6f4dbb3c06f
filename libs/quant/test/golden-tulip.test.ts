import { describe, expect, it } from 'vitest';
import type { Line } from '../src/index.js';
import * as quant from '../src/index.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT } from './golden.js';
import { type TulipCase, tulipCases } from './tulip.js';

/** Computes the expected series of a case, in their order, from the given ones. */
interface Ours {
  readonly inputs: number;
  readonly lines: (series: readonly (readonly number[])[], options: readonly number[]) => readonly Line[];
}

const first = { seed: 'first' } as const;
const book = { firstBar: 'high-low' } as const;
const tulip = { seed: 'tulip' } as const;
const mapped = (line: Line, of: (value: number) => number): Line => ({ ...line, values: line.values.map(of) });
const scaled = (line: Line, factor: number): Line => mapped(line, (value) => value * factor);
/** Half of the bands of one deviation. */
const deviation = (x: readonly number[], period?: number): Line => {
  const { upper, lower } = quant.bollinger(x, period, 1);
  return { ...upper, values: upper.values.map((value, k) => (value - (lower.values[k] ?? Number.NaN)) / 2) };
};

/** An indicator of one series. */
const one = (compute: (x: readonly number[], ...options: number[]) => Line): Ours => ({
  inputs: 1,
  lines: ([x = []], options) => [compute(x, ...options)],
});
const two = (compute: (a: readonly number[], b: readonly number[], ...options: number[]) => readonly Line[]): Ours => ({
  inputs: 2,
  lines: ([a = [], b = []], options) => compute(a, b, ...options),
});
type OfBars = (
  high: readonly number[],
  low: readonly number[],
  close: readonly number[],
  ...options: number[]
) => readonly Line[];
const bars = (compute: OfBars): Ours => ({
  inputs: 3,
  lines: ([high = [], low = [], close = []], options) => compute(high, low, close, ...options),
});
const trades = (
  compute: (
    h: readonly number[],
    l: readonly number[],
    c: readonly number[],
    v: readonly number[],
    ...o: number[]
  ) => Line,
): Ours => ({
  inputs: 4,
  lines: ([h = [], l = [], c = [], v = []], options) => [compute(h, l, c, v, ...options)],
});

const OF_ONE_OR_MORE: Readonly<Record<string, Ours>> = {
  ad: trades((h, l, c, v) => quant.accumulationDistribution(h, l, c, v)),
  adosc: trades((h, l, c, v, fast, slow) => quant.chaikinOscillator(h, l, c, v, fast, slow)),
  // The true range divides both indicators and cancels; Tulip asks for no close.
  adx: two((h, l, period) => [quant.adx(h, l, l, period, tulip)]),
  adxr: two((h, l, period) => [quant.adxr(h, l, l, period, tulip)]),
  aroon: two((h, l, period) => [quant.aroon(h, l, period).down, quant.aroon(h, l, period).up]),
  aroonosc: two((h, l, period) => [quant.aroon(h, l, period).oscillator]),
  atr: bars((h, l, c, period) => [quant.atr(h, l, c, period, book)]),
  cci: bars((h, l, c, period) => [quant.cci(h, l, c, period)]),
  cmf: trades((h, l, c, v, period) => quant.chaikinMoneyFlow(h, l, c, v, period)),
  dema: one((x, period = 1) => quant.dema(x, period, first)),
  di: bars((h, l, c, period) => {
    const { plus, minus } = quant.directionalIndicators(h, l, c, period, tulip);
    return [plus, minus];
  }),
  dm: two((h, l, period) => {
    const { plus, minus } = quant.directionalMovement(h, l, period);
    return [plus, minus];
  }),
  dx: two((h, l, period) => [quant.dx(h, l, l, period, tulip)]),
  ema: one((x, period = 1) => quant.ema(x, period, first)),
  hma: one((x, period = 1) => quant.hma(x, period)),
  kama: one((x, period) => quant.kama(x, period)),
  // The highest of a series is the top of a channel around it.
  max: one((x, period) => quant.donchian(x, x, period).upper),
  mfi: trades((h, l, c, v, period) => quant.mfi(h, l, c, v, period)),
  min: one((x, period) => quant.donchian(x, x, period).lower),
  mom: one((x, period) => quant.momentum(x, period)),
  natr: bars((h, l, c, period) => [quant.natr(h, l, c, period, book)]),
  obv: two((c, v) => [quant.obv(c, v, { start: 'zero' })]),
  psar: two((h, l, acceleration, maximum) => [quant.parabolicSar(h, l, acceleration, maximum, { start: 'first-bar' })]),
  // A ratio there.
  roc: one((x, period) => scaled(quant.roc(x, period), 0.01)),
  rsi: one((x, period) => quant.rsi(x, period)),
  sma: one((x, period = 1) => quant.sma(x, period)),
  stddev: one((x, period) => deviation(x, period)),
  stoch: bars((h, l, c, period, smoothing, average) => {
    const { k, d } = quant.stochastic(h, l, c, period, smoothing, average);
    return [k, d];
  }),
  // 0 to 1 there, and of the same period throughout.
  stochrsi: one((x, period) => scaled(quant.stochasticRsi(x, period, period, 1, 1).k, 0.01)),
  sum: one((x, period = 1) => scaled(quant.sma(x, period), period)),
  tema: one((x, period = 1) => quant.tema(x, period, first)),
  tr: bars((h, l, c) => [quant.trueRange(h, l, c)]),
  // Divided by the newer average there instead of the older one.
  trix: one((x, period = 1) => mapped(quant.trix(x, period, first), (value) => value / (1 + value / 100))),
  typprice: bars((h, l, c) => [quant.typicalPrice(h, l, c)]),
  ultosc: bars((h, l, c, short, medium, long) => [quant.ultimateOscillator(h, l, c, short, medium, long)]),
  var: one((x, period) => mapped(deviation(x, period), (value) => value ** 2)),
  vwma: two((x, v, period) => [quant.vwma(x, v, period)]),
  wilders: one((x, period = 1) => quant.rma(x, period)),
  willr: bars((h, l, c, period) => [quant.williamsR(h, l, c, period)]),
  wma: one((x, period = 1) => quant.wma(x, period)),
};

const COMPUTED: Readonly<Record<string, Ours>> = {
  ...OF_ONE_OR_MORE,
  bbands: {
    inputs: 1,
    lines: ([x = []], [period, multiplier]) => {
      const { lower, middle, upper } = quant.bollinger(x, period, multiplier);
      return [lower, middle, upper];
    },
  },
  macd: {
    inputs: 1,
    lines: ([x = []], [fast = 12, slow = 26, signal]) => {
      // Tulip takes Appel's factors for his periods, as TA-Lib's MACDFIX does.
      const factors = fast === 12 && slow === 26 ? { factors: { fast: 0.15, slow: 0.075 } } : {};
      const { line, signal: average, histogram } = quant.macd(x, fast, slow, signal, { ...first, ...factors });
      return [line, average, histogram];
    },
  },
};

/** Published too, but no indicator of this library. */
const NOT_OURS: Readonly<Record<string, readonly string[]>> = {
  'arithmetic on series, which JavaScript has': [
    ...[
      'abs',
      'acos',
      'add',
      'asin',
      'atan',
      'ceil',
      'cos',
      'cosh',
      'div',
      'exp',
      'floor',
      'ln',
      'log10',
      'mul',
      'round',
    ],
    ...['sin', 'sinh', 'sqrt', 'sub', 'tan', 'tanh', 'todeg', 'torad', 'trunc', 'lag'],
  ],
  'a signal or a helper of one, not an indicator': ['crossany', 'crossover', 'decay', 'edecay'],
  'prices and fits that nothing here asks for': [
    ...['avgprice', 'medprice', 'wcprice', 'linreg', 'linregintercept', 'linregslope', 'tsf', 'fosc', 'stderr', 'md'],
  ],
  'averages that nothing here asks for': ['alma', 'trima', 'vidya', 'zlema', 'rmta'],
  'oscillators that nothing here asks for': [
    ...[
      'ao',
      'apo',
      'bop',
      'cmo',
      'cvi',
      'dpo',
      'fisher',
      'ikhts',
      'kvo',
      'mass',
      'msw',
      'ppo',
      'qstick',
      'rocr',
      'vhf',
    ],
    ...['vosc', 'abands', 'ce'],
  ],
  'realised volatility of simple returns with the population divisor: here logarithmic, with the sample divisor': [
    'volatility',
  ],
  'volume lines that nothing here asks for': ['emv', 'marketfi', 'nvi', 'pvi', 'wad'],
};

describe.skipIf(!GOLDEN_PRESENT)(`values published with Tulip Indicators${GOLDEN_NOTE}`, () => {
  const cases = GOLDEN_PRESENT
    ? ['atoz.txt', 'extra.txt', 'untest.txt'].flatMap((file) => tulipCases(file).map((found) => ({ file, ...found })))
    : [];

  it('is either computed here or left out for a reason', () => {
    const named = new Set([...Object.keys(COMPUTED), ...Object.values(NOT_OURS).flat()]);
    expect(cases.filter(({ indicator }) => !named.has(indicator))).toEqual([]);
    expect(
      Object.values(NOT_OURS)
        .flat()
        .filter((name) => name in COMPUTED),
    ).toEqual([]);
  });

  it.each(cases.filter(({ indicator }) => indicator in COMPUTED))('$file: $indicator $options', (found: TulipCase) => {
    const ours = COMPUTED[found.indicator];
    const lines = ours?.lines(found.series.slice(0, ours.inputs), found.options) ?? [];
    const expected = found.series.slice(ours?.inputs);
    expect(lines).toHaveLength(expected.length);
    for (const [k, series] of expected.entries()) {
      const actual = Array.from(lines[k]?.values ?? []);
      const common = Math.min(actual.length, series.length);
      expect(common, 'bars compared').toBeGreaterThan(0);
      const differences = series.slice(-common).map((value, i) => Math.abs(value - (actual.slice(-common)[i] ?? NaN)));
      expect(Math.max(...differences), `${series} against ${actual}`).toBeLessThan(1e-3);
    }
  });
});
