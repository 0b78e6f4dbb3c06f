import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  excessKurtosis,
  kurtosis,
  leastSquares,
  linearRegression,
  mean,
  median,
  pearsonCorrelation,
  populationCovariance,
  populationDeviation,
  populationVariance,
  QuantError,
  type QuantileMethod,
  quantile,
  ranks,
  sampleCovariance,
  sampleDeviation,
  sampleVariance,
  skewness,
  spearmanCorrelation,
} from '../../src/index.js';
import { quotes } from '../series.js';

const X = [3, -1, 4, 1, -5, 9, 2, 6];
const Y = [2, 7, 1, 8, 2, 8, 1, 8];

describe('moments of 3, −1, 4, 1, −5, 9, 2, 6, by NumPy 2.4 and SciPy 1.17', () => {
  it('are these', () => {
    expect(populationVariance(X)).toBeCloseTo(15.984375, 13);
    expect(sampleVariance(X)).toBeCloseTo(18.267857142857142, 13);
    expect(populationDeviation(X)).toBeCloseTo(Math.sqrt(15.984375), 13);
    expect(skewness(X)).toBeCloseTo(-0.1941930844721657, 13);
    expect(skewness(X, 'unbiased')).toBeCloseTo(-0.2422013296585649, 13);
    expect(excessKurtosis(X)).toBeCloseTo(-0.4570136135740146, 13);
    expect(kurtosis(X)).toBeCloseTo(2.5429863864259854, 13);
    expect(excessKurtosis(X, 'unbiased')).toBeCloseTo(0.4402714114945696, 13);
  });

  it('are not defined without enough values, or without spread', () => {
    expect(populationVariance([])).toBeUndefined();
    expect(sampleVariance([1])).toBeUndefined();
    expect(skewness([0.1, 0.1, 0.1])).toBeUndefined();
    expect(skewness([1, 2], 'unbiased')).toBeUndefined();
    expect(kurtosis([1, 2, 4], 'unbiased')).toBeUndefined();
    expect(kurtosis([])).toBeUndefined();
  });
});

describe('values near a million that differ by cents', () => {
  // Sixty-fourths near 2^20 are exact, so that nothing but the statistic itself can lose digits.
  const near = X.map((value) => 2 ** 20 + value / 64);
  const other = Y.map((value) => 2 ** 20 - value / 64);

  it('have the shape of their differences, to all digits', () => {
    expect(skewness(near)).toBeCloseTo(skewness(X) ?? Number.NaN, 13);
    expect(kurtosis(near)).toBeCloseTo(kurtosis(X) ?? Number.NaN, 13);
    expect(pearsonCorrelation(near, other)).toBeCloseTo(-(pearsonCorrelation(X, Y) ?? Number.NaN), 13);
  });

  it('have the line of their differences, and its error', () => {
    const line = linearRegression(near, other);
    const differences = linearRegression(X, Y);
    expect(line?.rSquared).toBeCloseTo(differences?.rSquared ?? Number.NaN, 13);
    expect(line?.slopeError).toBeCloseTo(differences?.slopeError ?? Number.NaN, 13);
  });
});

describe('two series, by SciPy 1.17', () => {
  it('vary together', () => {
    expect(sampleCovariance(X, Y)).toBeCloseTo(5.017857142857142, 13);
    expect(populationCovariance(X, Y)).toBeCloseTo((5.017857142857142 * 7) / 8, 13);
    expect(pearsonCorrelation(X, Y)).toBeCloseTo(0.34755062510566287, 14);
    expect([...ranks(Y)]).toEqual([3.5, 5, 1.5, 7, 3.5, 7, 1.5, 7]);
    expect(spearmanCorrelation(X, Y)).toBeCloseTo(0.2470831055537004, 14);
  });

  it('have a line of least squares', () => {
    const line = linearRegression(X, Y);
    expect(line?.slope).toBeCloseTo(0.27468230694037143, 14);
    expect(line?.intercept).toBeCloseTo(3.972629521016618, 13);
    expect(line?.rSquared).toBeCloseTo(0.12079143701133706, 14);
    expect(line?.slopeError).toBeCloseTo(0.3025400968849582, 13);
    expect(line?.slopeT).toBeCloseTo(0.9079203377290522, 13);
  });

  it('have none of it where one does not vary, or a pair is missing', () => {
    const flat = [0.1, 0.1, 0.1];
    expect(pearsonCorrelation(flat, [1, 2, 3])).toBeUndefined();
    expect(linearRegression(flat, [1, 2, 3])).toBeUndefined();
    expect(linearRegression([1, 2, 3], flat)?.rSquared).toBeUndefined();
    expect(linearRegression([1, 2], [3, 5])).toMatchObject({ slope: 2, slopeError: undefined, slopeT: undefined });
    expect(sampleCovariance([1], [2])).toBeUndefined();
    expect(populationCovariance([], [])).toBeUndefined();
    expect(() => pearsonCorrelation([1, 2], [1])).toThrow('y has 1 values but x has 2');
    expect(() => spearmanCorrelation([1, Number.NaN], [1, 2])).toThrow(QuantError);
  });
});

// numpy.quantile(X, p, method=…), NumPy 2.4.
const QUANTILES: readonly [QuantileMethod, readonly number[]][] = [
  ['linear', [-5, -3.6, 1.1, 2.5, 4.78, 9]],
  ['lower', [-5, -5, 1, 2, 4, 9]],
  ['higher', [-5, -1, 2, 3, 6, 9]],
  ['midpoint', [-5, -3, 1.5, 2.5, 5, 9]],
  ['nearest', [-5, -5, 1, 3, 4, 9]],
  ['inverted_cdf', [-5, -5, 1, 2, 6, 9]],
  ['averaged_inverted_cdf', [-5, -5, 1, 2.5, 6, 9]],
  ['closest_observation', [-5, -5, -1, 2, 4, 9]],
  ['interpolated_inverted_cdf', [-5, -5, -0.2, 2, 4.32, 9]],
  ['hazen', [-5, -5, 0.8, 2.5, 5.32, 9]],
  ['weibull', [-5, -5, 0.4, 2.5, 5.86, 9]],
  ['median_unbiased', [-5, -5, 2 / 3, 2.5, 5.5, 9]],
  ['normal_unbiased', [-5, -5, 0.7, 2.5, 5.455, 9]],
];

describe('quantiles', () => {
  it.each(QUANTILES)('by %s are those of NumPy', (method, expected) => {
    for (const [k, p] of [0, 0.05, 0.3, 0.5, 0.77, 1].entries()) {
      expect(quantile(X, p, method)).toBeCloseTo(expected[k] ?? Number.NaN, 12);
    }
  });

  it('between two values go to the even one, or to the middle, as their method says', () => {
    expect(quantile(X, 0.3125, 'closest_observation')).toBe(-1);
    expect(quantile(X, 0.1875, 'closest_observation')).toBe(-1);
    expect(quantile(X, 0.25, 'averaged_inverted_cdf')).toBe(0);
  });

  it('rise with the share, between the least and the greatest', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        quotes(),
        share,
        share,
        fc.constantFrom(...QUANTILES.map(([method]) => method)),
        (values, a, b, by) => {
          const low = quantile(values, Math.min(a, b), by) ?? Number.NaN;
          const high = quantile(values, Math.max(a, b), by) ?? Number.NaN;
          expect(low - high).toBeLessThanOrEqual(1e-9);
          expect(low).toBeGreaterThanOrEqual(Math.min(...values));
          expect(high).toBeLessThanOrEqual(Math.max(...values));
        },
      ),
    );
  });

  it('are not defined of nothing, and take a share only', () => {
    expect(median([])).toBeUndefined();
    expect(median([5, 1, 3])).toBe(3);
    expect(() => quantile(X, 1.01)).toThrow('p must lie in [0, 1]');
    expect(() => quantile([1, Number.POSITIVE_INFINITY], 0.5)).toThrow(QuantError);
  });
});

describe('invariants', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
    minLength: 3,
    maxLength: 40,
  });

  it('a correlation lies within ±1, is symmetric, and does not ask in what unit or order', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 }), (points, scale, shift) => {
        const x = points.map(([each]) => each);
        const y = points.map(([, each]) => each);
        const value = pearsonCorrelation(x, y);
        if (value === undefined) return;
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        expect(pearsonCorrelation(y, x)).toBeCloseTo(value, 12);
        expect(
          pearsonCorrelation(
            x.map((each) => each * scale + shift),
            y,
          ),
        ).toBeCloseTo(value, 10);
        expect(pearsonCorrelation(x.toReversed(), y.toReversed())).toBeCloseTo(value, 12);
      }),
    );
  });

  it('a rank correlation sees the order alone', () => {
    fc.assert(
      fc.property(pairs, (points) => {
        const x = points.map(([each]) => each);
        const y = points.map(([, each]) => each);
        expect(
          spearmanCorrelation(
            x.map((each) => Math.exp(each / 10)),
            y,
          ),
        ).toBe(spearmanCorrelation(x, y));
        expect(ranks(x).reduce((sum, each) => sum + each, 0)).toBe((x.length * (x.length + 1)) / 2);
      }),
    );
  });

  it('skewness and kurtosis ask neither for unit nor for order', () => {
    fc.assert(
      fc.property(quotes(4, 40), fc.constantFrom(0.5, 2, 1024), (values, scale) => {
        const moved = values.toReversed().map((value) => value * scale);
        expect(skewness(moved) ?? 0).toBeCloseTo(skewness(values) ?? 0, 8);
        expect(kurtosis(moved) ?? 0).toBeCloseTo(kurtosis(values) ?? 0, 8);
        expect(kurtosis(values) ?? 1).toBeGreaterThanOrEqual(1 - 1e-9);
      }),
    );
  });

  it('no finite numbers, however large or small, give NaN or infinity', () => {
    const any = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1.7e308, max: 1.7e308 }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(any, (values) => {
        const other = values.toReversed();
        for (const value of [
          mean(values),
          populationVariance(values),
          sampleVariance(values),
          sampleDeviation(values),
          skewness(values),
          kurtosis(values),
          quantile(values, 0.3),
          median(values),
          ...(leastSquares([values.map(() => 1), values], other)?.coefficients ?? []),
          sampleCovariance(values, other),
          pearsonCorrelation(values, other),
          spearmanCorrelation(values, other),
          ...Object.values(linearRegression(values, other) ?? {}),
        ]) {
          if (value !== undefined) expect(value).toSatisfy(Number.isFinite);
        }
      }),
      { numRuns: 500 },
    );
    expect(skewness([1e-200, 2e-200, 4e-200])).toBeCloseTo(skewness([1, 2, 4]) ?? Number.NaN, 12);
    expect(pearsonCorrelation([1e200, 2e200, 4e200], [1e-200, 2e-200, 4e-200])).toBeCloseTo(1, 14);
  });
});
