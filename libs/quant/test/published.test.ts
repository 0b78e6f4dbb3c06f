import { describe, expect, it } from 'vitest';
import {
  annualVolatility,
  atr,
  bollingerAt,
  downsideDeviation,
  ema,
  rsi,
  sharpe,
  simpleReturns,
  sma,
  sortino,
} from '../src/index.js';

/** Closes of a SPY test series, QuantConnect/Lean `Tests/TestData/spy_with_indicators.txt` (Apache-2.0). */
const LEAN_CLOSES = [
  13390.51, 13471.22, 13488.43, 13507.32, 13534.89, 13511.23, 13596.02, 13649.7, 13712.21, 13779.33, 13825.33, 13895.98,
  13881.93, 13954.42, 13910.42, 13860.58, 14009.79, 13880.08, 13979.3,
];

/** High, low, close from `spy_atr_wilder.txt` of the same suite. */
const LEAN_BARS = [
  [147.28, 146.61, 147.05],
  [148.42, 147.43, 148],
  [148.49, 147.43, 148.33],
  [149.13, 147.98, 149.13],
  [149.5, 148.86, 149.37],
  [150.14, 149.01, 149.41],
  [150.25, 149.37, 150.25],
  [150.33, 149.51, 150.07],
  [150.85, 149.67, 150.66],
  [150.94, 149.93, 150.07],
  [150.38, 149.6, 149.7],
  [151.42, 150.39, 151.24],
  [150.58, 149.43, 149.54],
  [151.48, 150.29, 151.05],
  [151.26, 150.41, 151.16],
  [151.35, 149.86, 150.96],
  [151.89, 151.22, 151.8],
] as const;

/** `mixed_returns` and `negative_returns` of empyrical-reloaded, `tests/conftest.py` (Apache-2.0). */
const MIXED = [0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1];
const NEGATIVE = [0, -0.06, -0.07, -0.01, -0.09, -0.02, -0.06, -0.08, -0.05];

function expectLine(actual: { readonly values: Float64Array }, expected: readonly number[], digits: number): void {
  expect(actual.values).toHaveLength(expected.length);
  for (const [k, value] of expected.entries()) expect(actual.values[k]).toBeCloseTo(value, digits);
}

describe('values published with Lean', () => {
  it('of averages over 14 days', () => {
    expectLine(sma(LEAN_CLOSES, 14), [13657.04, 13694.17, 13721.99, 13759.22, 13785.85, 13817.59], 1);
    expectLine(ema(LEAN_CLOSES, 14), [13657.04, 13690.82, 13713.46, 13752.97, 13769.92, 13797.83], 1);
  });

  it("of Wilder's relative strength over 14 days", () => {
    expectLine(rsi(LEAN_CLOSES, 14), [88.04238, 81.63051, 85.12351, 72.26, 75.33095], 5);
  });

  it("of Wilder's average true range over 14 days, the first day counting with its own range", () => {
    const column = (position: 0 | 1 | 2): number[] => LEAN_BARS.map((bar) => bar[position]);
    expectLine(
      atr(column(0), column(1), column(2), 14, { firstBar: 'high-low' }),
      [1.15429, 1.13255, 1.15808, 1.14179],
      5,
    );
  });
});

describe('values published with empyrical', () => {
  it('of volatility, Sharpe ratio, downside risk and Sortino ratio', () => {
    expect(annualVolatility(MIXED, 252)).toBeCloseTo(0.9136465399704637, 12);
    expect(sharpe(MIXED, 252)).toBeCloseTo(1.7238613961706866, 12);
    expect((downsideDeviation(MIXED) ?? 0) * Math.sqrt(252)).toBeCloseTo(0.6044832503882965, 12);
    expect(sortino(MIXED, 252)).toBeCloseTo(2.605531251673693, 12);
    expect(sharpe(NEGATIVE, 252)).toBeCloseTo(-24.406808633910085, 11);
    expect(sortino(NEGATIVE, 252)).toBeCloseTo(-13.5327430750434, 11);
  });
});

describe('values worked out by hand', () => {
  it('of an hourly Sharpe ratio at a risk-free rate of five percent', () => {
    // Returns 1 % and 3 %: mean 0.02, sample deviation 0.01·√2; the rate is 0.05 / 1638 an hour.
    const expected = ((0.02 - 0.05 / 1638) / (0.01 * Math.SQRT2)) * Math.sqrt(1638);
    expect(sharpe(simpleReturns([100, 101, 104.03]), 1638, 0.05)).toBeCloseTo(expected, 9);
  });

  it('of bands three quarters up', () => {
    // 1, 1, 3, 3: mean 2, population deviation 1; the bands at two deviations are 0 and 4.
    expect(bollingerAt([1, 1, 3, 3], 4, 2)).toEqual({ upper: 4, middle: 2, lower: 0, width: 2, percentB: 0.75 });
  });
});
