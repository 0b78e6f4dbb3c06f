import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastSquares, linearRegression } from '../../src/index.js';

const Y = [2, 7, 1, 8, 2, 8, 1, 8];
const COLUMNS = [
  [1, 1, 1, 1, 1, 1, 1, 1],
  [3, -1, 4, 1, -5, 9, 2, 6],
  [1, 4, 1, 4, 2, 1, 3, 5],
];

describe('least squares on several columns', () => {
  it('are those of NumPy 2.4', () => {
    const fit = leastSquares(COLUMNS, Y);
    const coefficients = [0.30129286, 0.35626757, 1.32478921];
    const errors = [2.20227046, 0.25265262, 0.67576175];
    for (const [k, value] of coefficients.entries()) expect(fit?.coefficients[k]).toBeCloseTo(value, 8);
    for (const [k, value] of errors.entries()) expect(fit?.errors?.[k]).toBeCloseTo(value, 8);
    expect(fit?.rSquared).toBeCloseTo(0.502896688104393, 13);
  });

  it('have no solution of columns that depend on each other, or too few values', () => {
    const [ones = [], x = []] = COLUMNS;
    expect(leastSquares([ones, x, x.map((value) => 2 * value - 1)], Y)).toBeUndefined();
    expect(leastSquares([[0, 0]], [1, 2])).toBeUndefined();
    expect(leastSquares([[1], [2]], [3])).toBeUndefined();
    expect(leastSquares([], Y)).toBeUndefined();
    expect(leastSquares([[1, 2]], [2, 4])).toMatchObject({ rSquared: 1 });
    expect(leastSquares([[1], [1]].slice(1), [5])?.errors).toBeUndefined();
    expect(() => leastSquares([[1, 2]], [1])).toThrow('columns has 2 values but y has 1');
  });

  it('leave nothing that a column could explain, and agree with the line through one', () => {
    const points = fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 })), {
      minLength: 3,
      maxLength: 30,
    });
    fc.assert(
      fc.property(points, (pairs) => {
        const x = pairs.map(([value]) => value);
        const y = pairs.map(([, value]) => value);
        const ones = x.map(() => 1);
        const fit = leastSquares([ones, x], y);
        const line = linearRegression(x, y);
        expect(fit === undefined).toBe(line === undefined);
        if (fit === undefined || line === undefined) return;
        expect(fit.coefficients[0]).toBeCloseTo(line.intercept, 8);
        expect(fit.coefficients[1]).toBeCloseTo(line.slope, 8);
        expect(fit.errors?.[1] ?? 0).toBeCloseTo(line.slopeError ?? 0, 8);
        for (const column of [ones, x]) {
          expect(fit.residuals.reduce((sum, rest, i) => sum + rest * (column[i] ?? 0), 0)).toBeCloseTo(0, 8);
        }
      }),
    );
  });
});
