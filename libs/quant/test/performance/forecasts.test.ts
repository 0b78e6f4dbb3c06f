import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  brierDecomposition,
  brierScore,
  brierSkillScore,
  calibrationCurve,
  expectedCalibrationError,
  type Grouping,
  maximumCalibrationError,
  QuantError,
} from '../../src/index.js';

const FORECASTS = {
  probabilities: [0.1, 0.2, 0.3, 0.3, 0.35, 0.4, 0.6, 0.7, 0.75, 0.8, 0.9, 1, 0, 0.6],
  outcomes: [0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 0, 0].map((outcome) => outcome === 1),
};

describe('fourteen forecasts, by scikit-learn 1.9', () => {
  it('have a Brier score of 0.1596', () => {
    expect(brierScore(FORECASTS)).toBeCloseTo(0.15964285714285714, 14);
  });

  it('lie on this calibration curve', () => {
    const curve = calibrationCurve(FORECASTS, { by: 'width', bins: 5 });
    const observed = [0, 0.5, 0.5, 2 / 3, 1];
    const forecast = [0.1, 0.3375, 0.6, 0.75, 0.95];
    for (const [k, point] of curve.entries()) {
      expect(point.observed).toBeCloseTo(observed[k] ?? Number.NaN, 14);
      expect(point.forecast).toBeCloseTo(forecast[k] ?? Number.NaN, 14);
    }
    expect(curve.map(({ count }) => count)).toEqual([3, 4, 2, 3, 2]);
    // (3 · 0.1 + 4 · 0.1625 + 2 · 0.1 + 3 · 0.08333 + 2 · 0.05) / 14
    expect(expectedCalibrationError(FORECASTS, { by: 'width', bins: 5 })).toBeCloseTo(1.5 / 14, 14);
    expect(maximumCalibrationError(FORECASTS, { by: 'width', bins: 5 })).toBeCloseTo(0.1625, 14);
  });

  it('fall into ten bins, of which the empty one has no point', () => {
    const curve = calibrationCurve(FORECASTS);
    expect(curve).toHaveLength(9);
    expect(curve.map(({ observed }) => observed)).toEqual([0, 0, 0.5, 0.5, 0.5, 0, 1, 1, 1]);
  });

  it('fall into bins of equal numbers', () => {
    expect(calibrationCurve(FORECASTS, { by: 'count', bins: 7 }).map(({ count }) => count)).toEqual(
      new Array(7).fill(2),
    );
  });
});

describe('scores', () => {
  it('of a perfect forecast, a coin and the base rate', () => {
    const outcomes = [true, false, true, false];
    expect(brierScore({ probabilities: [1, 0, 1, 0], outcomes })).toBe(0);
    expect(brierScore({ probabilities: [0.5, 0.5, 0.5, 0.5], outcomes })).toBe(0.25);
    expect(brierSkillScore({ probabilities: [1, 0, 1, 0], outcomes })).toBe(1);
    expect(brierSkillScore({ probabilities: [0.5, 0.5, 0.5, 0.5], outcomes })).toBe(0);
  });

  it('are not defined of nothing, nor skill where the event always happens', () => {
    const nothing = { probabilities: [], outcomes: [] };
    expect(brierScore(nothing)).toBeUndefined();
    expect(brierDecomposition(nothing)).toBeUndefined();
    expect(expectedCalibrationError(nothing)).toBeUndefined();
    expect(maximumCalibrationError(nothing)).toBeUndefined();
    expect(brierSkillScore({ probabilities: [0.9], outcomes: [true] })).toBeUndefined();
  });

  it('refuse what is no probability', () => {
    for (const p of [-0.1, 1.1, Number.NaN]) {
      expect(() => brierScore({ probabilities: [p], outcomes: [true] })).toThrow(QuantError);
    }
    expect(() => brierScore({ probabilities: [0.5], outcomes: [] })).toThrow('outcomes has 0 values');
    expect(() => calibrationCurve(FORECASTS, { by: 'width', bins: 0 })).toThrow('bins');
  });
});

const forecasts = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), { minLength: 1, maxLength: 60 })
  .map((pairs) => ({ probabilities: pairs.map(([p]) => p / 20), outcomes: pairs.map(([, outcome]) => outcome) }));
const groupings = fc.oneof(
  fc.constant<Grouping>({ by: 'value' }),
  fc.record({ by: fc.constantFrom('width' as const, 'count' as const), bins: fc.integer({ min: 1, max: 15 }) }),
);

describe('invariants', () => {
  it('the parts of the score add up to it, whatever the groups', () => {
    fc.assert(
      fc.property(forecasts, groupings, (asked, grouping) => {
        const parts = brierDecomposition(asked, grouping);
        if (parts === undefined) throw new Error('there are forecasts');
        const { reliability, resolution, uncertainty, withinVariance, withinCovariance } = parts;
        expect(reliability - resolution + uncertainty + withinVariance - 2 * withinCovariance).toBeCloseTo(
          parts.score,
          12,
        );
        if (grouping.by === 'value') expect(withinVariance + Math.abs(withinCovariance)).toBeLessThan(1e-20);
        expect(uncertainty).toBeLessThanOrEqual(0.25);
        expect(resolution).toBeLessThanOrEqual(uncertainty + 1e-12);
      }),
    );
  });

  it('each forecast is in one bin that reaches around it', () => {
    fc.assert(
      fc.property(forecasts, fc.integer({ min: 1, max: 15 }), (asked, bins) => {
        const curve = calibrationCurve(asked, { by: 'width', bins });
        expect(curve.reduce((sum, { count }) => sum + count, 0)).toBe(asked.outcomes.length);
        const spots = curve.map(({ forecast }) => forecast);
        expect(spots).toEqual(spots.toSorted((a, b) => a - b));
        const error = expectedCalibrationError(asked, { by: 'width', bins }) ?? -1;
        expect(error >= 0 && error <= (maximumCalibrationError(asked, { by: 'width', bins }) ?? -1) + 1e-15).toBe(true);
      }),
    );
  });
});
