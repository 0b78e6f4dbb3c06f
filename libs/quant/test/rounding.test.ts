import { describe, expect, it } from 'vitest';
import { cci, fastStochastic, lastOf, mfi, stochasticRsi, williamsR } from '../src/index.js';

/*
 * What rounding alone makes of prices that are the same. Expected values are TA-Lib 0.8.1's (its C library); releases
 * before 0.8 compare exactly and answer by the last bit.
 */
describe('bars whose prices add up to the same cents', () => {
  // The second and the third add up to 31.95, which the sums of their floats miss on different sides.
  const high = [10, 10.83, 10.85, 11, 10.5];
  const low = [9.8, 10.47, 10.45, 10.8, 10.3];
  const close = [9.9, 10.65, 10.65, 10.9, 10.4];
  const volume = [100, 200, 300, 400, 500];

  it('have typical prices that differ in the last bit', () => {
    expect((10.83 + 10.47 + 10.65) / 3).not.toBe((10.85 + 10.45 + 10.65) / 3);
  });

  it('move no money', () => {
    const values = [...mfi(high, low, close, volume, 2).values];
    expect(values.slice(0, 2)).toEqual([100, 100]);
    expect(values[2]).toBeCloseTo(45.60669456, 8);
  });

  it('do not deviate from their average', () => {
    expect([...cci(high, low, close, 2).values].map((value) => Number(value.toFixed(8)))).toEqual([
      66.66666667, 0, 66.66666667, -66.66666667,
    ]);
  });
});

describe('closes that stand still after they moved', () => {
  const closes = [44.34, 44.09, 44.15, 43.61, 44.33, 44.33, 44.33, 44.33, 44.33, 44.33, 44.33, 44.33, 44.9];

  it.each([
    [3, [100, 0, 0, 0, 0, 0, 0, 100]],
    [5, [0, 0, 0, 0, 0, 100]],
    [6, [0, 0, 0, 0, 100]],
  ])('leave a strength over %d bars without a range, not with one made of rounding', (period, expected) => {
    expect([...stochasticRsi(closes, period, 3, 1, 1).k.values]).toEqual(expected);
  });
});

describe('prices that a sum missed by a bit', () => {
  const prices = [0.3, 0.1 + 0.2, 0.3];

  it('have no range to stand in', () => {
    expect(Math.max(...prices)).toBeGreaterThan(0.3);
    expect(lastOf(williamsR(prices, prices, prices, 3))).toBe(0);
    expect(lastOf(fastStochastic(prices, prices, prices, 3, 1).k)).toBe(0);
  });
});
