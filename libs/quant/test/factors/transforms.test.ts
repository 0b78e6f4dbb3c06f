import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  factorTransforms,
  type Line,
  lineAt,
  lineChanges,
  linePercentileRanks,
  lineReturns,
  lineZScores,
  QuantError,
  realizedVolatility,
  sma,
  volatilityScaledLine,
} from '../../src/index.js';
import { constant, counting, quotes } from '../series.js';

const line = (values: readonly number[], offset = 0): Line => ({ offset, values: Float64Array.from(values) });

describe('a line of an indicator', () => {
  it('has returns over a lag, from the lag after its own first bar on', () => {
    expect(lineReturns(line([100, 110, 121, 242], 3), 2)).toEqual(line([121 / 100 - 1, 242 / 110 - 1], 5));
    expect(lineReturns(line([100, 110]), 1, 'log').values[0]).toBeCloseTo(Math.log(1.1), 15);
    expect(() => lineReturns(line([1, 0, 2]), 1)).toThrow('line[1] must be finite and greater than 0, got 0');
  });

  it('has changes where it crosses 0', () => {
    expect(lineChanges(line([1, -1, 2, 5], 9), 1)).toEqual(line([-2, 3, 3], 10));
  });

  it('has z-scores from the fifth value on, over twenty at most', () => {
    const scores = lineZScores(line(counting(30), 4));
    expect(scores.offset).toBe(8);
    // 1 … 5: mean 3, sample deviation √2.5; later 20 numbers in a row: 9.5 above the mean, deviation √35.
    expect(scores.values[0]).toBeCloseTo(2 / Math.sqrt(2.5), 14);
    expect(scores.values.at(-1)).toBeCloseTo(9.5 / Math.sqrt(35), 14);
    expect([...lineZScores(line(constant(0.1, 6))).values]).toEqual([0, 0]);
  });

  it('has percentile ranks among what came before it', () => {
    const ranks = linePercentileRanks(line([3, 1, 2, 4, 2.5, 4]), 4, 2);
    expect(ranks).toEqual(line([50, 100, 50, 87.5], 2));
    expect(linePercentileRanks(line(counting(9))).values).toHaveLength(0);
  });

  it('is scaled by the volatility of its prices, neither below the floor nor above the cap', () => {
    const prices = [100, 101, 99, 102, 101];
    const volatility = realizedVolatility(prices.slice(2), 2, 252) ?? Number.NaN;
    const scaled = volatilityScaledLine(line([10, 20, 30], 2), prices, { period: 2 });
    expect(scaled.offset).toBe(2);
    expect(scaled.values.at(-1)).toBeCloseTo((30 * 0.15) / volatility, 12);
    expect([...volatilityScaledLine(line(counting(4)), constant(50, 4), { period: 2 }).values]).toEqual([9, 12]);
    // A cap above what the floor leaves: 0.15 / 0.01.
    const wide = { period: 2, cap: 100 };
    expect(volatilityScaledLine(line(counting(4)), constant(50, 4), wide).values[0]).toBeCloseTo(45, 12);
  });

  it('is refused with prices of other bars, or a window that cannot be', () => {
    expect(() => volatilityScaledLine(line([1], 5), [1, 2])).toThrow('prices has 2 bars but line ends at bar 6');
    expect(() => lineZScores(line([1]), 4, 5)).toThrow('period must be a whole number of at least 5');
    expect(() => lineChanges(line([1, Number.NaN]), 1)).toThrow(QuantError);
    expect(() => lineReturns(line([1]), 0)).toThrow('lag');
  });
});

describe('the standard transforms', () => {
  it('are six of any line, changes instead of returns where it is not above 0', () => {
    const prices = counting(300);
    expect(factorTransforms(sma(prices, 5), prices).map(({ name }) => name)).toEqual([
      'return_1',
      'return_5',
      'return_20',
      'z_score_20',
      'percentile_rank_252',
      'volatility_scaled_20',
    ]);
    const around = line(prices.map((price) => price - 150));
    expect(factorTransforms(around, prices)[0]?.name).toBe('change_1');
  });

  it('depend on no later bar', () => {
    fc.assert(
      fc.property(quotes(2, 60), fc.nat(), (prices, cut) => {
        const length = (cut % prices.length) + 1;
        const whole = factorTransforms(line(prices), prices);
        const known = factorTransforms(line(prices.slice(0, length)), prices.slice(0, length));
        for (const [i, { line: values }] of known.entries()) {
          for (const [k, value] of values.values.entries()) {
            const later = whole[i];
            expect(value).toBe(later && lineAt(later.line, values.offset + k));
          }
        }
      }),
    );
  });

  it('ask neither for the unit of the line nor, but for the last, of its size', () => {
    fc.assert(
      fc.property(quotes(30, 60), fc.constantFrom(0.5, 4), (prices, scale) => {
        const base = factorTransforms(line(prices), prices);
        const scaled = factorTransforms(line(prices.map((price) => price * scale)), prices);
        for (const [i, { name, line: expected }] of base.entries()) {
          const factor = name === 'volatility_scaled_20' ? scale : 1;
          for (const [k, value] of expected.values.entries()) {
            expect(scaled[i]?.line.values[k]).toBeCloseTo(value * factor, 8);
          }
        }
      }),
    );
  });
});
