import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alphaBeta,
  annualReturn,
  beta,
  capture,
  compoundReturn,
  cornishFisherConditionalValueAtRisk,
  cornishFisherIsMonotone,
  cornishFisherValueAtRisk,
  downAlphaBeta,
  downCapture,
  equityCurve,
  excessReturns,
  historicalConditionalValueAtRisk,
  historicalValueAtRisk,
  informationRatio,
  omega,
  PERIODS_PER_YEAR,
  parametricConditionalValueAtRisk,
  parametricValueAtRisk,
  periodsPerYear,
  QuantError,
  ratePerPeriod,
  rollingStatistic,
  sharpe,
  stability,
  tailRatio,
  trackingError,
  upAlphaBeta,
  upCapture,
  upDownCapture,
} from '../../src/index.js';

// `mixed_returns`, `negative_returns`, `positive_returns` of empyrical-reloaded, tests/conftest.py (Apache-2.0), without
// the first day, of which `mixed_returns` has no return. Their values: tests/test_stats.py.
const MIXED = [0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1];
const NEGATIVE = [-0.06, -0.07, -0.01, -0.09, -0.02, -0.06, -0.08, -0.05];
const POSITIVE = [0.02, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01];

describe('values published with empyrical', () => {
  it('of a benchmark', () => {
    const { alpha, beta: slope } = alphaBeta(MIXED, NEGATIVE, 252) ?? {};
    expect(alpha).toBeCloseTo(-0.9997853834885004, 8);
    expect(slope).toBeCloseTo(-0.7129629629629631, 8);
    expect(upAlphaBeta(MIXED, POSITIVE, 252)?.alpha).toBeCloseTo(0.432961242076658, 8);
    expect(upAlphaBeta(MIXED, POSITIVE, 252)?.beta).toBeCloseTo(0.4285714285, 8);
    expect(downAlphaBeta(MIXED, NEGATIVE, 252)?.alpha).toBeCloseTo(-0.9997853834885004, 8);
    expect(informationRatio(MIXED, new Array(8).fill(0), 1)).toBeCloseTo(0.10859306069076737, 8);
    expect(informationRatio(MIXED, new Array(8).fill(0.01), 1)).toBeCloseTo(-0.06515583641446039, 8);
    expect(upCapture(POSITIVE, MIXED, 252)).toBeCloseTo(0.0076167762, 9);
    expect(downCapture(POSITIVE, MIXED, 252)).toBeCloseTo(-11.27400221, 7);
  });

  it('of growth, tails and gains to losses', () => {
    expect(annualReturn([0, ...MIXED], 252)).toBeCloseTo(1.9135925373194231, 8);
    expect(compoundReturn(MIXED)).toBeCloseTo(0.0389310917, 8);
    expect(tailRatio([0, ...MIXED])).toBeCloseTo(0.9473684210526313, 8);
    expect(stability(MIXED)).toBeCloseTo(0.1529973665111273, 8);
    expect(omega(MIXED, ratePerPeriod(10, 252))).toBeCloseTo(0.8335426349755793, 8);
    expect(omega(excessReturns(MIXED, 0.01))).toBeCloseTo(0.8125, 8);
  });

  it('of a window rolled over the returns', () => {
    const rolled = rollingStatistic(6, (window) => sharpe(window, 252), [0, ...NEGATIVE]);
    for (const [k, value] of [-18.09162052, -26.79897486, -26.69138263, -25.72298838].entries()) {
      expect(rolled[k]).toBeCloseTo(value, 7);
    }
    expect(rolled).toHaveLength(4);
    expect(rollingStatistic(10, (window) => sharpe(window, 252), MIXED)).toEqual([]);
  });
});

describe('value at risk of twelve returns, by NumPy 2.4, SciPy 1.17 and empyrical', () => {
  const RETURNS = [0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1, -0.01, 0.05, 0.005, -0.025];

  it('is a quantile of what happened', () => {
    expect(historicalValueAtRisk(RETURNS)).toBeCloseTo(-0.067, 14);
    expect(historicalValueAtRisk(RETURNS, 0.1)).toBeCloseTo(-0.0385, 14);
    expect(historicalConditionalValueAtRisk(RETURNS)).toBeCloseTo(-0.1, 14);
    expect(historicalConditionalValueAtRisk(RETURNS, 0.1)).toBeCloseTo(-0.07, 14);
    expect(historicalConditionalValueAtRisk(RETURNS, 0.25)).toBeCloseTo(-0.055, 14);
  });

  it('is that of a normal distribution', () => {
    expect(parametricValueAtRisk(RETURNS)).toBeCloseTo(-0.0746586334143227, 14);
    expect(parametricValueAtRisk(RETURNS, 0.01)).toBeCloseTo(-0.10800799130041175, 14);
    expect(parametricConditionalValueAtRisk(RETURNS)).toBeCloseTo(-0.09510684030361864, 13);
    expect(parametricConditionalValueAtRisk(RETURNS, 0.01)).toBeCloseTo(-0.12459063320346775, 13);
  });

  it('is corrected for skewness and tails; beyond it the mean of the corrected quantiles, integrated by SciPy', () => {
    expect(cornishFisherValueAtRisk(RETURNS)).toBeCloseTo(-0.07810113823617487, 13);
    expect(cornishFisherValueAtRisk(RETURNS, 0.01)).toBeCloseTo(-0.12517624959043042, 13);
    expect(cornishFisherConditionalValueAtRisk(RETURNS)).toBeCloseTo(-0.10734410783670874, 12);
    expect(cornishFisherConditionalValueAtRisk(RETURNS, 0.01)).toBeCloseTo(-0.15332061642861575, 12);
  });

  it('says where the correction is a distribution', () => {
    expect(cornishFisherIsMonotone(0, 0)).toBe(true);
    expect(cornishFisherIsMonotone(-0.3, 0.7)).toBe(true);
    expect(cornishFisherIsMonotone(0, -0.5)).toBe(false);
    expect(cornishFisherIsMonotone(3, 1)).toBe(false);
  });
});

describe('annualisation', () => {
  it('counts the bars of regular sessions', () => {
    expect(periodsPerYear(60)).toBe(1638);
    expect(periodsPerYear(60)).toBe(PERIODS_PER_YEAR.ONE_HOUR);
    expect(periodsPerYear(390)).toBe(252);
    // Half days: a calendar of its own.
    expect(periodsPerYear(60, 250, 210)).toBe(875);
    expect((1 + ratePerPeriod(0.1, 12)) ** 12).toBeCloseTo(1.1, 14);
  });
});

describe('what is not defined', () => {
  it('is undefined', () => {
    expect(annualReturn([], 252)).toBeUndefined();
    expect(annualReturn([-1.5], 252)).toBeUndefined();
    expect(beta([0.01], [0.02])).toBeUndefined();
    expect(beta([0.01, 0.02, 0.03], [0.01, 0.01, 0.01])).toBeUndefined();
    expect(informationRatio(MIXED, MIXED, 252)).toBeUndefined();
    expect(trackingError(MIXED, MIXED, 252)).toBe(0);
    expect(capture(MIXED, new Array(8).fill(0), 252)).toBeUndefined();
    expect(upDownCapture(MIXED, POSITIVE, 252)).toBeUndefined();
    expect(omega([0.01, 0.02])).toBeUndefined();
    expect(stability([0, 0, 0])).toBeUndefined();
    expect(stability([0.1, -1])).toBeUndefined();
    expect(tailRatio([])).toBeUndefined();
    expect(historicalValueAtRisk([])).toBeUndefined();
    expect(historicalConditionalValueAtRisk([])).toBeUndefined();
    expect(parametricValueAtRisk([0.01])).toBeUndefined();
    expect(cornishFisherValueAtRisk([0.01, 0.01, 0.01])).toBeUndefined();
  });

  it('is refused when nothing can be computed from it', () => {
    expect(() => alphaBeta(MIXED, MIXED.slice(1), 252)).toThrow('benchmark has 7 values but returns has 8');
    expect(() => capture(MIXED, MIXED, 0)).toThrow('periodsPerYear must be finite and greater than 0');
    expect(() => annualReturn([Number.NaN], 252)).toThrow('returns[0] must be finite, got NaN');
    expect(() => omega([0.01, Number.POSITIVE_INFINITY])).toThrow(QuantError);
    expect(() => historicalValueAtRisk(MIXED, 0)).toThrow('tail must lie between 0 and 1');
    expect(() => ratePerPeriod(-1, 252)).toThrow('annualRate');
    expect(() => rollingStatistic(0, () => 0, MIXED)).toThrow('window');
    expect(() => equityCurve(MIXED, 0)).toThrow('initial');
  });
});

describe('invariants', () => {
  const returns = fc.array(
    fc.integer({ min: -500, max: 500 }).map((points) => points / 10_000),
    { minLength: 5, maxLength: 60 },
  );

  it('scaled returns have the scaled value at risk and beta, and the same tail ratio and Omega', () => {
    fc.assert(
      fc.property(returns, (values) => {
        const double = values.map((value) => 2 * value);
        for (const risk of [historicalValueAtRisk, historicalConditionalValueAtRisk, parametricValueAtRisk]) {
          expect(risk(double)).toBeCloseTo(2 * (risk(values) ?? Number.NaN), 12);
        }
        expect(omega(double) ?? 0).toBeCloseTo(omega(values) ?? 0, 9);
        expect(tailRatio(double) ?? 0).toBeCloseTo(tailRatio(values) ?? 0, 9);
        const slope = beta(double, values);
        if (slope !== undefined) expect(slope).toBeCloseTo(2, 9);
      }),
    );
  });

  it('beyond the value at risk it is worse, and a smaller tail is worse', () => {
    fc.assert(
      fc.property(returns, (values) => {
        expect(historicalConditionalValueAtRisk(values) ?? 1).toBeLessThanOrEqual(
          (historicalValueAtRisk(values) ?? 0) + 1e-15,
        );
        expect(parametricConditionalValueAtRisk(values) ?? 1).toBeLessThanOrEqual(parametricValueAtRisk(values) ?? 0);
        expect(historicalValueAtRisk(values, 0.01) ?? 1).toBeLessThanOrEqual(historicalValueAtRisk(values, 0.2) ?? 0);
      }),
    );
  });

  it('the order of the returns matters to stability alone', () => {
    fc.assert(
      fc.property(returns, (values) => {
        const turned = values.toReversed();
        expect(omega(turned) ?? 0).toBeCloseTo(omega(values) ?? 0, 9);
        expect(annualReturn(turned, 252)).toBeCloseTo(annualReturn(values, 252) ?? Number.NaN, 6);
        expect(historicalValueAtRisk(turned)).toBe(historicalValueAtRisk(values));
        const evenness = stability(values);
        if (evenness !== undefined) expect(evenness >= 0 && evenness <= 1).toBe(true);
      }),
    );
  });

  it('an index fund captures its index, and has beta 1 and alpha 0', () => {
    fc.assert(
      fc.property(returns, (values) => {
        const held = capture(values, values, 252);
        if (held !== undefined) expect(held).toBeCloseTo(1, 12);
        const { alpha, beta: slope } = alphaBeta(values, values, 252) ?? { alpha: 0, beta: 1 };
        expect(slope).toBeCloseTo(1, 9);
        expect(alpha).toBeCloseTo(0, 9);
      }),
    );
  });
});
