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
const scaled = (line: Line, factor: number): Line => ({ ...line, values: line.values.map((value) => value * factor) });

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

const SINGLE: Readonly<Record<string, Ours>> = {
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
  mfi: trades((h, l, c, v, period) => quant.mfi(h, l, c, v, period)),
  mom: one((x, period) => quant.momentum(x, period)),
  natr: bars((h, l, c, period) => [quant.natr(h, l, c, period, book)]),
  obv: two((c, v) => [quant.obv(c, v, { start: 'zero' })]),
  psar: two((h, l, acceleration, maximum) => [quant.parabolicSar(h, l, acceleration, maximum, { start: 'first-bar' })]),
  // A ratio there.
  roc: one((x, period) => scaled(quant.roc(x, period), 0.01)),
  rsi: one((x, period) => quant.rsi(x, period)),
  sma: one((x, period = 1) => quant.sma(x, period)),
  stoch: bars((h, l, c, period, smoothing, average) => {
    const { k, d } = quant.stochastic(h, l, c, period, smoothing, average);
    return [k, d];
  }),
  // 0 to 1 there, and of the same period throughout.
  stochrsi: one((x, period) => scaled(quant.stochasticRsi(x, period, period, 1, 1).k, 0.01)),
  tema: one((x, period = 1) => quant.tema(x, period, first)),
  tr: bars((h, l, c) => [quant.trueRange(h, l, c)]),
  // Divided by the newer average there instead of the older one.
  trix: one((x, period = 1) => {
    const line = quant.trix(x, period, first);
    return { ...line, values: line.values.map((value) => value / (1 + value / 100)) };
  }),
  typprice: bars((h, l, c) => [quant.typicalPrice(h, l, c)]),
  ultosc: bars((h, l, c, short, medium, long) => [quant.ultimateOscillator(h, l, c, short, medium, long)]),
  vwma: two((x, v, period) => [quant.vwma(x, v, period)]),
  wilders: one((x, period = 1) => quant.rma(x, period)),
  willr: bars((h, l, c, period) => [quant.williamsR(h, l, c, period)]),
  wma: one((x, period = 1) => quant.wma(x, period)),
};

const SERIES_OF: Readonly<Record<string, Ours>> = {
  ...SINGLE,
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

describe.skipIf(!GOLDEN_PRESENT)(`values published with Tulip Indicators${GOLDEN_NOTE}`, () => {
  const cases = GOLDEN_PRESENT
    ? ['atoz.txt', 'extra.txt', 'untest.txt'].flatMap((file) => tulipCases(file).map((found) => ({ file, ...found })))
    : [];

  it.each(cases.filter(({ indicator }) => indicator in SERIES_OF))('$file: $indicator $options', (found: TulipCase) => {
    const ours = SERIES_OF[found.indicator];
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
