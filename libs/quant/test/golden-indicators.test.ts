import { describe, expect, it } from 'vitest';
import { atr, bollinger, ema, type Line, lineAt, macd, rsi, sma } from '../src/index.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, type GoldenTable, goldenTable } from './golden.js';

/** One published column and what computes it. The tolerance is that of the publisher's own test. */
interface Case {
  readonly file: string;
  readonly column: string;
  readonly compute: (table: GoldenTable) => Line;
  readonly tolerance?: number;
}

const numbers = (table: GoldenTable, name: string): number[] => table.column(name).map((value) => value ?? Number.NaN);
const closes = (table: GoldenTable): number[] => numbers(table, 'Close');
const closeLow = (table: GoldenTable): number[] => numbers(table, 'close');

// QuantConnect/Lean, Tests/TestData (Apache-2.0).
const CASES: readonly Case[] = [
  { file: 'spy_with_indicators.txt', column: 'SMA14', compute: (t) => sma(closes(t), 14), tolerance: 0.01 },
  { file: 'spy_with_indicators.txt', column: 'EMA14', compute: (t) => ema(closes(t), 14), tolerance: 0.01 },
  { file: 'spy_with_indicators.txt', column: 'RSI 14 Wilder', compute: (t) => rsi(closes(t), 14) },
  { file: 'spy_ema.csv', column: 'EMA14', compute: (t) => ema(closeLow(t), 14) },
  {
    file: 'spy_atr_wilder.txt',
    column: 'Average True Range 14',
    compute: (t) => atr(numbers(t, 'High'), numbers(t, 'Low'), closes(t), 14, { firstBar: 'high-low' }),
  },
  {
    file: 'spy_bollinger_bands.txt',
    column: 'Bollinger Bands® 20 2 Top',
    compute: (t) => bollinger(closes(t), 20, 2).upper,
  },
  { file: 'spy_bollinger_bands.txt', column: 'Moving Average 20', compute: (t) => bollinger(closes(t), 20, 2).middle },
  {
    file: 'spy_bollinger_bands.txt',
    column: 'Bollinger Bands® 20 2 Bottom',
    compute: (t) => bollinger(closes(t), 20, 2).lower,
  },
  { file: 'spy_with_macd.txt', column: 'MACD', compute: (t) => macd(closes(t)).line },
  { file: 'spy_with_macd.txt', column: 'Signal', compute: (t) => macd(closes(t)).signal },
  { file: 'spy_with_macd.txt', column: 'Histogram', compute: (t) => macd(closes(t)).histogram },
];

describe.skipIf(!GOLDEN_PRESENT)(`published indicator values${GOLDEN_NOTE}`, () => {
  it.each(CASES)('$file, $column', ({ file, column, compute, tolerance = 1e-3 }) => {
    const table = goldenTable(`lean_indicators/${file}`);
    const line = compute(table);
    let compared = 0;
    for (const [index, expected] of table.column(column).entries()) {
      if (expected === undefined) continue;
      const actual = lineAt(line, index) ?? Number.NaN;
      expect(Math.abs(actual - expected), `bar ${index}: ${actual}, published ${expected}`).toBeLessThanOrEqual(
        tolerance,
      );
      compared++;
    }
    expect(compared).toBeGreaterThan(100);
  });
});
