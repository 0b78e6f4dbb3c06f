import { describe, expect, it } from 'vitest';
import * as quant from '../src/index.js';
import { type Line, lineAt } from '../src/index.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, type GoldenTable, goldenJson, goldenTable } from './golden.js';

/** The columns of a table, and what the published column is held against. */
class Series {
  readonly #table: GoldenTable;

  constructor(table: GoldenTable) {
    this.#table = table;
  }

  of(...names: readonly string[]): number[] {
    const found = names.find((name) => this.#table.has(name)) ?? names.join(' or ');
    return this.#table.column(found).map((value) => value ?? Number.NaN);
  }
  get open(): number[] {
    return this.of('Open', 'open');
  }
  get high(): number[] {
    return this.of('High', 'high');
  }
  get low(): number[] {
    return this.of('Low', 'low');
  }
  get close(): number[] {
    return this.of('Close', 'close');
  }
  get volume(): number[] {
    return this.of('Volume', 'volume');
  }
}

interface Case {
  readonly file: string;
  readonly column: string;
  readonly compute: (series: Series) => Line;
  /** That of the publisher's own test; default 0.001. */
  readonly tolerance?: number;
  /** Bars to compare; default 100. */
  readonly atLeast?: number;
}

const book = { firstBar: 'high-low' } as const;
const wilder = { seed: 'wilder' } as const;
const bands = (s: Series) => quant.bollinger(s.close, 20, 2);
const macd = (s: Series) => quant.macd(s.close, 12, 26, 9);
const donchian = (s: Series) => quant.donchian(s.high, s.low, 50);
const stochasticRsi = (s: Series) => quant.stochasticRsi(s.close, 14, 14, 3, 3);
const stochastic = (s: Series) => quant.stochastic(s.high, s.low, s.close, 12, 3, 5);
const keltner = (s: Series) => quant.keltner(s.high, s.low, s.close, 20, 1.5, { average: 'sma' });
const at = (values: ArrayLike<number>, index: number): number => values[index] ?? Number.NaN;
const candles = (s: Series) => quant.heikinAshi(s.open, s.high, s.low, s.close);
const directional = (s: Series) => quant.directionalIndicators(s.high, s.low, s.close, 14, wilder);

// QuantConnect/Lean, Tests/TestData (Apache-2.0).
const CASES: readonly Case[] = [
  {
    file: 'spy_aroon_oscillator.txt',
    column: 'Aroon Oscillator 14',
    compute: (s) => quant.aroon(s.high, s.low, 14).oscillator,
  },
  { file: 'spy_with_adx.txt', column: '+DI14', compute: (s) => directional(s).plus },
  { file: 'spy_with_adx.txt', column: '-DI14', compute: (s) => directional(s).minus },
  { file: 'spy_with_adx.txt', column: 'ADX 14', compute: (s) => quant.adx(s.high, s.low, s.close, 14, wilder) },
  {
    file: 'spy_with_adx.txt',
    column: 'ADXR 14',
    compute: (s) => quant.adxr(s.high, s.low, s.close, 14, wilder),
    tolerance: 1,
  },
  {
    file: 'spy_atr_wilder.txt',
    column: 'Average True Range 14',
    compute: (s) => quant.atr(s.high, s.low, s.close, 14, book),
  },
  { file: 'spy_bollinger_bands.txt', column: 'Bollinger Bands® 20 2 Top', compute: (s) => bands(s).upper },
  { file: 'spy_bollinger_bands.txt', column: 'Moving Average 20', compute: (s) => bands(s).middle },
  { file: 'spy_bollinger_bands.txt', column: 'Bollinger Bands® 20 2 Bottom', compute: (s) => bands(s).lower },
  { file: 'spy_bollinger_bands.txt', column: '%B', compute: (s) => quant.bollingerPercentB(s.close, 20, 2) },
  {
    file: 'spy_bollinger_bands.txt',
    column: 'BandWidth',
    // In percent there.
    compute: (s) => scaled(quant.bollingerWidth(s.close, 20, 2), 100),
  },
  {
    file: 'spy_cmf.txt',
    column: 'CMF_20',
    compute: (s) => quant.chaikinMoneyFlow(s.high, s.low, s.close, s.volume, 20),
  },
  {
    file: 'spy_with_cci.txt',
    column: 'Commodity Channel Index (CCI) 14',
    compute: (s) => quant.cci(s.high, s.low, s.close, 14),
    tolerance: 0.01,
  },
  { file: 'spy_with_don50.txt', column: 'Donchian Channels 50 Top', compute: (s) => donchian(s).upper },
  { file: 'spy_with_don50.txt', column: 'Donchian Channels 50 Mean', compute: (s) => donchian(s).middle },
  { file: 'spy_with_don50.txt', column: 'Donchian Channels 50 Bottom', compute: (s) => donchian(s).lower },
  { file: 'spy_dema.txt', column: 'DEMA_5', compute: (s) => quant.dema(s.close, 5) },
  { file: 'spy_ema.csv', column: 'EMA14', compute: (s) => quant.ema(s.close, 14) },
  { file: 'spy_hma.txt', column: 'HMA_16', compute: (s) => quant.hma(s.close, 16) },
  { file: 'spy_kama.txt', column: 'KAMA_5', compute: (s) => quant.kama(s.close, 5) },
  { file: 'spy_with_keltner.csv', column: 'Keltner Channels 20 Top', compute: (s) => keltner(s).upper },
  { file: 'spy_with_keltner.csv', column: 'Middle Band', compute: (s) => keltner(s).middle },
  { file: 'spy_with_keltner.csv', column: 'Keltner Channels 20 Bottom', compute: (s) => keltner(s).lower },
  {
    file: 'spy_mfi.txt',
    column: 'Money Flow Index 20',
    compute: (s) => quant.mfi(s.high, s.low, s.close, s.volume, 20),
  },
  { file: 'spy_with_macd.txt', column: 'MACD', compute: (s) => macd(s).line },
  { file: 'spy_with_macd.txt', column: 'Signal', compute: (s) => macd(s).signal },
  { file: 'spy_with_macd.txt', column: 'Histogram', compute: (s) => macd(s).histogram },
  { file: 'spy_natr.txt', column: 'NATR_5', compute: (s) => quant.natr(s.high, s.low, s.close, 5) },
  {
    file: 'spy_with_obv.txt',
    column: 'OBV',
    compute: (s) => quant.obv(s.close, s.volume),
    // Of balances up to 4e9, printed with seven digits; the publisher's test compares three.
    tolerance: 5000,
  },
  { file: 'spy_with_indicators.txt', column: 'SMA14', compute: (s) => quant.sma(s.close, 14), tolerance: 0.01 },
  { file: 'spy_with_indicators.txt', column: 'EMA14', compute: (s) => quant.ema(s.close, 14), tolerance: 0.01 },
  { file: 'spy_with_indicators.txt', column: 'RSI 14 Wilder', compute: (s) => quant.rsi(s.close, 14) },
  {
    file: 'spy_with_rma.csv',
    column: 'RMA5',
    // Lean's "relative moving average" is not Wilder's but made of three simple ones.
    compute: (s) => sumOf(quant.sma(s.close, 15), [quant.sma(s.close, 10), -1], [quant.sma(s.close, 5), 1]),
    tolerance: 0.01,
  },
  { file: 'spy_with_StochRSI.csv', column: 'k', compute: (s) => stochasticRsi(s).k },
  { file: 'spy_with_StochRSI.csv', column: 'd', compute: (s) => stochasticRsi(s).d },
  { file: 'spy_with_stoch12k3.txt', column: 'Stochastics 12 %K 3', compute: (s) => stochastic(s).k },
  { file: 'spy_with_stoch12k3.txt', column: '%D 5', compute: (s) => stochastic(s).d },
  { file: 'spy_tema.txt', column: 'TEMA_5', compute: (s) => quant.tema(s.close, 5) },
  { file: 'spy_trix.txt', column: 'TRIX_5', compute: (s) => quant.trix(s.close, 5) },
  {
    file: 'spy_ultosc.txt',
    column: 'ULTOSC_7_14_28',
    compute: (s) => quant.ultimateOscillator(s.high, s.low, s.close, 7, 14, 28),
  },
  {
    file: 'spy_with_vwap.txt',
    column: 'Moving VWAP 50',
    // Of the middle of the four prices there.
    compute: (s) =>
      quant.vwma(
        s.open.map((open, i) => (open + at(s.high, i) + at(s.low, i) + at(s.close, i)) / 4),
        s.volume,
        50,
      ),
  },
  { file: 'spy_with_vwma.csv', column: 'VWMA20', compute: (s) => quant.vwma(s.close, s.volume, 20) },
  {
    file: 'spy_crsi.csv',
    column: 'crsi',
    compute: (s) => quant.connorsRsi(s.close, 3, 2, 100, { unchanged: 'keeps' }),
  },
  { file: 'spy_heikin_ashi.txt', column: 'HA_Open', compute: (s) => candles(s).open },
  { file: 'spy_heikin_ashi.txt', column: 'HA_High', compute: (s) => candles(s).high },
  { file: 'spy_heikin_ashi.txt', column: 'HA_Low', compute: (s) => candles(s).low },
  { file: 'spy_heikin_ashi.txt', column: 'HA_Close', compute: (s) => candles(s).close },
  { file: 'spy_with_ichimoku.csv', column: 'Tenkan', compute: (s) => quant.ichimoku(s.high, s.low).tenkan },
  { file: 'spy_with_ichimoku.csv', column: 'Kijun', compute: (s) => quant.ichimoku(s.high, s.low).kijun },
  { file: 'spy_with_ichimoku.csv', column: 'Senkou A', compute: (s) => quant.ichimoku(s.high, s.low).senkouA },
  { file: 'spy_with_ichimoku.csv', column: 'Senkou B', compute: (s) => quant.ichimoku(s.high, s.low).senkouB },
  {
    file: 'dwac_supertrend.txt',
    column: 'Super',
    compute: (s) => quant.superTrend(s.high, s.low, s.close, 10, 3, book).value,
    tolerance: 0.05,
    atLeast: 50,
  },
  {
    file: 'spy_var.txt',
    column: 'Var',
    // Half of the bands of one deviation, squared.
    compute: (s) => {
      const { upper, lower } = quant.bollinger(s.close, 10, 1);
      return { ...upper, values: upper.values.map((value, k) => ((value - at(lower.values, k)) / 2) ** 2) };
    },
    tolerance: 1e-6,
  },
  {
    file: 'spy_with_williamsR14.txt',
    column: 'Williams %R 14',
    compute: (s) => quant.williamsR(s.high, s.low, s.close, 14),
  },
];

/** The line plus others, each times its factor, at the line's bars. */
function sumOf(line: Line, ...others: readonly (readonly [Line, number])[]): Line {
  const values = line.values.map((value, k) =>
    others.reduce((sum, [other, factor]) => sum + factor * (lineAt(other, line.offset + k) ?? Number.NaN), value),
  );
  return { offset: line.offset, values };
}

function scaled(line: Line, factor: number): Line {
  return { ...line, values: line.values.map((value) => value * factor) };
}

/** Files of the collection that hold no indicator of this library. */
const NOT_OURS: Readonly<Record<string, string>> = {
  'spy_sr.txt': 'a statistic of returns: see the performance tests',
  'spy_sortino.csv': 'a statistic of returns: see the performance tests',
  'spy_zigzag.csv': 'names a pivot that only later bars make one; swing pivots here say when they are known',
};

describe.skipIf(!GOLDEN_PRESENT)(`indicator values published with Lean${GOLDEN_NOTE}`, () => {
  it('are either computed here or left out for a reason', () => {
    const { files } = goldenJson<{ files: Readonly<Record<string, unknown>> }>('lean_indicators/MAP.json');
    const known = new Set([...CASES.map(({ file }) => file), ...Object.keys(NOT_OURS)]);
    expect(Object.keys(files).filter((file) => !known.has(file))).toEqual([]);
  });

  it.each(CASES)('$file, $column', ({ file, column, compute, tolerance = 1e-3, atLeast = 100 }) => {
    const table = goldenTable(`lean_indicators/${file}`);
    const line = compute(new Series(table));
    let compared = 0;
    for (const [index, expected] of table.column(column).entries()) {
      const actual = lineAt(line, index);
      // Some files publish values of windows that are not full yet, or were full before the file begins.
      if (expected === undefined || actual === undefined) continue;
      expect(Math.abs(actual - expected), `bar ${index}: ${actual}, published ${expected}`).toBeLessThanOrEqual(
        tolerance,
      );
      compared++;
    }
    expect(compared).toBeGreaterThanOrEqual(atLeast);
  });
});
