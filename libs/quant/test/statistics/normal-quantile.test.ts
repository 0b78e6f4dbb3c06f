import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf, normalDensity, normalQuantile, QuantError } from '../../src/index.js';

// Both tables: mpmath 1.3 at 40 digits (BSD-3), rounded to a double.
const PROBABILITIES: readonly [x: number, p: number][] = [
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-10, 7.619853024160525e-24],
  [-5, 2.866515718791939e-7],
  [-3, 0.0013498980316300946],
  [-1.6, 0.05479929169955799],
  [-1.5, 0.06680720126885807],
  [-1, 0.15865525393145705],
  [-0.1, 0.460172162722971],
  [0.3, 0.6179114221889526],
  [1.5, 0.9331927987311419],
  [2.5, 0.993790334674224],
  [5, 0.9999997133484281],
];
const QUANTILES: readonly [p: number, x: number][] = [
  [1e-300, -37.0470962993612],
  [1e-100, -21.273453560965326],
  [1e-20, -9.262340089798409],
  [1e-10, -6.361340902404056],
  [0.001, -3.0902323061678136],
  [0.075, -1.439531470938456],
  [0.1, -1.2815515655446004],
  [0.25, -0.6744897501960817],
  [0.6, 0.2533471031357998],
  [0.975, 1.959963984540054],
  [0.99, 2.326347874040841],
];

const relativeError = (actual: number, expected: number): number => Math.abs(actual / expected - 1);

describe('the standard normal distribution', () => {
  it.each(PROBABILITIES)('has P(X ≤ %d) = %d', (x, p) => {
    expect(relativeError(normalCdf(x), p)).toBeLessThan(2e-15);
  });

  it.each(QUANTILES)('has the %d quantile %d', (p, x) => {
    expect(relativeError(normalQuantile(p), x)).toBeLessThan(1e-15);
  });

  it('has its middle at 0', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalDensity(0)).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 16);
  });

  it('goes there and back, and never falls', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -30, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (x, step) => {
          expect(normalQuantile(normalCdf(x))).toBeCloseTo(x, 8);
          expect(normalCdf(x + step)).toBeGreaterThanOrEqual(normalCdf(x) * (1 - 1e-14));
        },
      ),
    );
  });

  it('has no quantile at or beyond its ends', () => {
    for (const p of [0, 1, -0.1, 1.1, Number.NaN]) expect(() => normalQuantile(p)).toThrow(QuantError);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });
});
