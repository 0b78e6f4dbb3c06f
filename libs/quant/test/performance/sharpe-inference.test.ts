import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deflatedSharpe,
  effectiveTrials,
  expectedMaximumSharpe,
  minimumTrackRecordLength,
  probabilisticSharpe,
  QuantError,
  sharpe,
  sharpeEvidence,
  trialsOf,
} from '../../src/index.js';
import { normals, seeded } from '../random.js';

describe('the probabilistic Sharpe ratio', () => {
  // Bailey and López de Prado, "The Sharpe Ratio Efficient Frontier" (2012): two years of a fund, 0.458 a month.
  const FUND = { sharpe: 0.458, observations: 24, skewness: -2.448, kurtosis: 10.164 };

  it('falls from 0.982 to 0.913 when the shape of the returns is counted', () => {
    expect(probabilisticSharpe({ ...FUND, skewness: 0, kurtosis: 3 })).toBeCloseTo(0.982, 3);
    expect(probabilisticSharpe(FUND)).toBeCloseTo(0.913, 3);
  });

  it.each([
    [252, 2.73],
    [52, 2.83],
    [12, 3.24],
  ])('asks, of normal returns measured %d times a year, for %d years to tell 2 from 1', (periods, years) => {
    const observations = minimumTrackRecordLength(
      { sharpe: 2 / Math.sqrt(periods), skewness: 0, kurtosis: 3 },
      1 / Math.sqrt(periods),
    );
    expect((observations ?? 0) / periods).toBeCloseTo(years, 2);
  });

  it("asks for 4.99 years of monthly returns shaped as hedge funds' are", () => {
    const evidence = { sharpe: 2 / Math.sqrt(12), skewness: -0.72, kurtosis: 5.78 };
    expect((minimumTrackRecordLength(evidence, 1 / Math.sqrt(12)) ?? 0) / 12).toBeCloseTo(4.99, 2);
  });

  it('is reached by exactly the minimum track record', () => {
    const observations = minimumTrackRecordLength(FUND, 0.1, 0.9) ?? 0;
    // The number of observations is whole in a record, not in the formula.
    const [below, above] = [Math.floor(observations), Math.ceil(observations)].map((count) =>
      probabilisticSharpe({ ...FUND, observations: count }, 0.1),
    );
    expect(below).toBeLessThan(0.9);
    expect(above).toBeGreaterThan(0.9);
  });
});

describe('the deflated Sharpe ratio', () => {
  // Bailey and López de Prado, "The Deflated Sharpe Ratio" (2014), numerical example: 2.5 a year over five years of 250
  // days, skewness −3, kurtosis 10; the variance of the trials is 1/2 a year.
  const BEST = { sharpe: 2.5 / Math.sqrt(250), observations: 1250, skewness: -3, kurtosis: 10 };
  const variance = 0.5 / 250;

  it('expects 0.1132 a day of the best of 100 trials without skill, and leaves 0.9004', () => {
    expect(expectedMaximumSharpe({ count: 100, variance })).toBeCloseTo(0.1132, 4);
    expect(deflatedSharpe(BEST, { count: 100, variance })).toBeCloseTo(0.9004, 4);
  });

  it('leaves 0.9505 of 46 trials', () => {
    expect(deflatedSharpe(BEST, { count: 46, variance })).toBeCloseTo(0.9505, 4);
  });

  it('expects nothing of a single trial, and the more the more there are', () => {
    expect(expectedMaximumSharpe({ count: 1, variance })).toBe(0);
    let before = 0;
    for (const count of [2, 3, 10, 1000, 1e6, 1e12]) {
      const expected = expectedMaximumSharpe({ count, variance });
      expect(expected).toBeGreaterThan(before);
      before = expected;
    }
  });

  it('counts trials that are alike as fewer', () => {
    expect(effectiveTrials(100, 0)).toBe(100);
    expect(effectiveTrials(100, 1)).toBe(1);
    expect(effectiveTrials(100, 0.5)).toBe(50.5);
    expect(effectiveTrials(100, -0.2)).toBe(100);
    expect(expectedMaximumSharpe({ count: 1.2, variance })).toBe(0);
    expect(() => effectiveTrials(100, 2)).toThrow('meanCorrelation must lie in [-1, 1]');
  });

  it('expects what the best of many random trials shows in the mean', () => {
    const random = seeded(7);
    const best = Array.from({ length: 2000 }, () => Math.max(...normals(random, 50)));
    const average = best.reduce((sum, value) => sum + value, 0) / best.length;
    expect(expectedMaximumSharpe({ count: 50, variance: 1 })).toBeCloseTo(average, 1);
  });

  it('never exceeds the probabilistic one', () => {
    const finite = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(
        finite(-0.5, 0.5),
        fc.integer({ min: 2, max: 5000 }),
        finite(-3, 3),
        fc.integer({ min: 1, max: 10_000 }),
        finite(0, 0.1),
        (ratio, observations, skewness, count, spread) => {
          // A distribution has at least this kurtosis.
          const evidence = { sharpe: ratio, observations, skewness, kurtosis: 1 + skewness ** 2 + 0.1 };
          const probabilistic = probabilisticSharpe(evidence) ?? Number.NaN;
          const deflated = deflatedSharpe(evidence, { count, variance: spread ** 2 }) ?? Number.NaN;
          expect(deflated).toBeLessThanOrEqual(probabilistic);
          expect(deflated >= 0 && probabilistic <= 1).toBe(true);
        },
      ),
    );
  });
});

describe('evidence', () => {
  it('is read off the returns, per period', () => {
    const returns = [0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1];
    const evidence = sharpeEvidence(returns);
    expect(evidence?.sharpe).toBe(sharpe(returns, 1));
    expect(evidence?.observations).toBe(8);
    if (evidence === undefined) throw new Error('the returns vary');
    expect(probabilisticSharpe(evidence, evidence.sharpe)).toBe(0.5);
    expect(trialsOf([0.1, 0.2, 0.3])).toEqual({ count: 3, variance: expect.closeTo(0.01, 14) });
  });

  it('is not there without spread, and not enough in a single return', () => {
    expect(sharpeEvidence([0.01, 0.01, 0.01])).toBeUndefined();
    expect(sharpeEvidence([0.01])).toBeUndefined();
    expect(trialsOf([0.1])).toBeUndefined();
    const one = { sharpe: 1, observations: 1, skewness: 0, kurtosis: 3 };
    expect(probabilisticSharpe(one)).toBeUndefined();
    // No sample has moments like these: the formula leaves it no variance.
    expect(probabilisticSharpe({ sharpe: 1, observations: 10, skewness: 3, kurtosis: 3 })).toBeUndefined();
    expect(minimumTrackRecordLength(one, 1)).toBeUndefined();
  });

  it('is refused when it is not a number, or no share', () => {
    const good = { sharpe: 1, observations: 10, skewness: 0, kurtosis: 3 };
    expect(() => probabilisticSharpe({ ...good, sharpe: Number.NaN })).toThrow('sharpe must be finite');
    expect(() => probabilisticSharpe({ ...good, kurtosis: -1 })).toThrow('kurtosis');
    expect(() => minimumTrackRecordLength(good, 0, 0.5)).toThrow('confidence must lie between 0.5 and 1');
    expect(() => expectedMaximumSharpe({ count: 0, variance: 1 })).toThrow('count');
    expect(() => expectedMaximumSharpe({ count: 2, variance: -1 })).toThrow(QuantError);
  });
});
