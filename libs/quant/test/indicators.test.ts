import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atr,
  bollinger,
  bollingerAt,
  ema,
  lastOf,
  lineAt,
  macd,
  percentileRank,
  QuantError,
  realizedVolatility,
  returnOver,
  rsi,
  sma,
  smaAt,
} from '../src/index.js';
import { constant, counting, prices } from './series.js';

describe('averages', () => {
  it('of a count', () => {
    expect(sma(counting(5), 3)).toEqual({ offset: 2, values: Float64Array.of(2, 3, 4) });
    // Seeded with (1 + 2 + 3) / 3, then half way to each new value.
    expect(ema([1, 2, 3, 6, 4], 3)).toEqual({ offset: 2, values: Float64Array.of(2, 4, 4) });
  });

  it('have no value during the warm-up', () => {
    expect(sma([1, 2], 3).values).toHaveLength(0);
    expect(smaAt([1, 2], 3)).toBeUndefined();
    expect(lineAt(sma(counting(5), 3), 1)).toBeUndefined();
    expect(lastOf(ema([1], 2))).toBeUndefined();
  });

  it('lie between the lowest and the highest value, and the newest one equals the end of the line', () => {
    fc.assert(
      fc.property(prices(20), fc.integer({ min: 1, max: 20 }), (values, period) => {
        const line = sma(values, period);
        expect(lastOf(line)).toBe(smaAt(values, period));
        for (const value of [...line.values, ...ema(values, period).values]) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
          expect(value).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        }
      }),
    );
  });
});

describe('relative strength', () => {
  it('is 100 when prices only rise, 0 when they only fall, 50 when they stand still', () => {
    expect(lastOf(rsi(counting(20), 14))).toBe(100);
    expect(lastOf(rsi(counting(20).reverse(), 14))).toBe(0);
    expect(lastOf(rsi(constant(7, 20), 14))).toBe(50);
  });

  it('smooths gains and losses as Wilder does', () => {
    // Changes +1, -1, +2 with period 2: gains 0.5 then 1.25, losses 0.5 then 0.25.
    expect([...rsi([10, 11, 10, 12], 2).values]).toEqual([50, 100 * (1.25 / 1.5)]);
  });

  it('stays within 0 and 100', () => {
    fc.assert(
      fc.property(prices(15), (values) => {
        for (const value of rsi(values, 14).values) expect(value >= 0 && value <= 100).toBe(true);
      }),
    );
  });
});

describe('true range', () => {
  it('counts the gap to the previous close', () => {
    // Ranges 2 and 2, but the second bar opens far above the first close: max(2, 8, 6) = 8.
    expect([...atr([11, 18], [9, 16], [10, 17], 1).values]).toEqual([8]);
    const book = { firstBar: 'high-low' } as const;
    expect([...atr([11, 18], [9, 16], [10, 17], 1, book).values]).toEqual([2, 8]);
    expect([...atr([11, 18], [9, 16], [10, 17], 2, book).values]).toEqual([5]);
  });
});

describe('Bollinger bands', () => {
  it('lie the asked number of population deviations from the middle', () => {
    // 2, 4, 4, 4, 5, 5, 7, 9 has mean 5 and population deviation 2.
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(bollingerAt(values, 8, 2)).toEqual({ upper: 9, middle: 5, lower: 1, width: 1.6, percentB: 1 });
  });

  it('leave the position undefined when they coincide', () => {
    expect(bollingerAt(constant(3, 5), 5, 2)).toMatchObject({ width: 0, percentB: undefined });
  });

  it('are the same along the series and at its end', () => {
    fc.assert(
      fc.property(prices(20), (values) => {
        const { upper, lower } = bollinger(values, 20, 2);
        expect([lastOf(upper), lastOf(lower)]).toEqual([
          bollingerAt(values, 20, 2)?.upper,
          bollingerAt(values, 20, 2)?.lower,
        ]);
      }),
    );
  });
});

describe('convergence and divergence', () => {
  it('is constant along a straight line, and begins where its warm-up ends', () => {
    const { line, signal, histogram } = macd(counting(60));
    // An average lags a straight line by (period - 1) / 2: 12.5 against 5.5.
    for (const value of line.values) expect(value).toBeCloseTo(7, 9);
    for (const value of histogram.values) expect(value).toBeCloseTo(0, 9);
    expect([line.offset, signal.offset, histogram.offset]).toEqual([25, 33, 33]);
  });
});

describe('returns and ranks', () => {
  it('compares the newest price with an earlier one', () => {
    expect(returnOver([100, 50, 110], 2)).toBeCloseTo(0.1, 12);
    expect(returnOver([100], 1)).toBeUndefined();
  });

  it('sees no volatility in steady growth', () => {
    const growth = counting(30).map((day) => 100 * 1.01 ** day);
    expect(realizedVolatility(growth, 20, 252)).toBeCloseTo(0, 9);
  });

  it('counts ties half', () => {
    expect(percentileRank([1, 2, 2, 3], 2)).toBe(50);
    expect(percentileRank([1, 2, 3, 4], 5)).toBe(100);
    expect(percentileRank([], 5)).toBeUndefined();
  });
});

describe('input that has no statistic', () => {
  it.each([
    ['a hole in the series', () => sma([1, Number.NaN, 3], 2), 'values[1] must be finite, got NaN'],
    ['a period of nothing', () => ema([1, 2], 0), 'period must be a whole number of at least 1, got 0'],
    ['averages the wrong way round', () => macd(counting(60), 26, 12), 'fast must be less than slow (12), got 26'],
    ['columns of different length', () => atr([1, 2], [1], [1, 2], 1), 'low has 1 values but high has 2'],
  ])('is refused by name: %s', (_story, compute, message) => {
    expect(compute).toThrow(QuantError);
    expect(compute).toThrow(message);
  });
});
