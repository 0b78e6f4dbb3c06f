import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erf, erfc, erfcx, normalCdf, normalDensity } from '../../src/index.js';

/** Computed with mpmath 1.4 (BSD-3) at 40 digits: ncdf(x). */
const CDF: readonly [x: number, value: number][] = [
  [-37, 5.725571222524577e-300],
  [-30, 4.906713927148187e-198],
  [-20, 2.7536241186062337e-89],
  [-10, 7.619853024160525e-24],
  [-8.3, 5.205569744890254e-17],
  [-5, 2.866515718791939e-7],
  [-3, 0.0013498980316300946],
  [-2, 0.02275013194817921],
  [-1, 0.15865525393145705],
  [-0.7, 0.24196365222307303],
  [-0.5, 0.3085375387259869],
  [-0.1, 0.460172162722971],
  [-1e-10, 0.4999999999601058],
  [0, 0.5],
  [0.1, 0.539827837277029],
  [0.5, 0.6914624612740131],
  [1, 0.8413447460685429],
  [2, 0.9772498680518208],
  [3, 0.9986501019683699],
  [5, 0.9999997133484281],
];

describe('the normal distribution', () => {
  it.each(CDF)('has Φ(%d) = %d to 15 digits, tail or not', (x, value) => {
    expect(Math.abs(normalCdf(x) / value - 1)).toBeLessThan(1e-15);
  });

  it('ends in 0 and 1', () => {
    expect([normalCdf(-Infinity), normalCdf(-50), normalCdf(50), normalCdf(Infinity)]).toEqual([0, 0, 1, 1]);
    expect(normalDensity(-Infinity)).toBe(0);
    expect(normalCdf(Number.NaN)).toBeNaN();
  });

  it('is symmetric, and rises', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.double({ min: 1e-6, max: 4, noNaN: true }),
        (x, step) => {
          expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
          expect(normalCdf(x + step)).toBeGreaterThanOrEqual(normalCdf(x));
        },
      ),
    );
  });

  it('has the error functions that belong to it', () => {
    // Abramowitz and Stegun, "Handbook of Mathematical Functions", table 7.1.
    expect(erf(0.5)).toBeCloseTo(0.5204998778, 10);
    expect(erf(1)).toBeCloseTo(0.8427007929, 10);
    expect(erf(-2)).toBeCloseTo(-0.995322265, 10);
    fc.assert(
      fc.property(fc.double({ min: -5, max: 5, noNaN: true }), (x) => {
        expect(erf(x) + erfc(x)).toBeCloseTo(1, 15);
        expect(erfc(x) / 2 / normalCdf(-x * Math.SQRT2)).toBeCloseTo(1, 12);
        expect(erfcx(x) / (Math.exp(x * x) * erfc(x))).toBeCloseTo(1, 12);
      }),
    );
  });

  it('keeps the scaled complement where the complement itself is too small for a number', () => {
    // √π·x·erfcx(x) → 1 − 1/(2x²) + 3/(4x⁴) − 15/(8x⁶).
    expect(erfc(100)).toBe(0);
    expect(erfcx(100)).toBeCloseTo((1 - 1 / 20_000 + 3 / 4e8 - 15 / 8e12) / (100 * Math.sqrt(Math.PI)), 16);
  });
});
