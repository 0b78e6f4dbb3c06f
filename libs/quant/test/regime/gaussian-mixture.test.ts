import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bayesianInformationCriterion,
  fitGaussianMixture,
  MIXTURE_SAMPLES_NEEDED,
  mixtureParameters,
  QuantError,
  selectGaussianMixture,
} from '../../src/index.js';
import { normals, parkMiller, seeded, sumOfTwelve } from '../random.js';
import { drawn, type Planted } from './planted.js';

const three: readonly Planted[] = [
  { share: 0.5, means: [0, 0], deviations: [1, 0.5] },
  { share: 0.3, means: [6, 2], deviations: [0.5, 1] },
  { share: 0.2, means: [-5, 5], deviations: [1.5, 1] },
];

/** Close enough to overlap. */
const near = [
  { means: [0, 0], deviations: [1, 0.5] },
  { means: [4, 1], deviations: [0.6, 1.2] },
  { means: [-2, 3], deviations: [0.8, 0.8] },
] as const;

describe('a mixture of normal distributions', () => {
  it('finds the three it was drawn from: shares, centres and spreads', () => {
    const fit = fitGaussianMixture(drawn(seeded(1), three, 3000), 2, { components: 3, random: seeded(2) });
    expect(fit?.converged).toBe(true);
    for (const { share, means, deviations } of three) {
      const found = fit?.mixture.means.findIndex(
        (mean) => Math.hypot(...mean.map((m, d) => m - (means[d] ?? 0))) < 0.3,
      );
      expect(fit?.mixture.weights[found ?? -1]).toBeCloseTo(share, 1);
      fit?.mixture.variances[found ?? -1]?.forEach((variance, d) => {
        expect(Math.abs(Math.sqrt(variance) / (deviations[d] ?? 0) - 1)).toBeLessThan(0.1);
      });
    }
  });

  it('is told how many by the Bayesian information criterion', () => {
    const rows = drawn(seeded(3), three, 1500);
    const selection = selectGaussianMixture(rows, 2, [1, 2, 3, 4, 5], { random: seeded(4) });
    expect(selection?.fit.mixture.weights).toHaveLength(3);
    expect(selection?.criteria.map(({ components }) => components)).toEqual([1, 2, 3, 4, 5]);
    const least = Math.min(...(selection?.criteria.map(({ bic }) => bic) ?? []));
    expect(selection?.fit.bic).toBe(least);
  });

  // scikit-learn 1.9.1, GaussianMixture(covariance_type='diag', n_init=30, tol=1e-12, reg_covar=1e-12) of the same rows.
  it('climbs as high as scikit-learn’s, with its criterion, shares, centres and variances', () => {
    const random = parkMiller(7);
    const rows = Array.from({ length: 400 }, () => {
      const uniform = random();
      const { means, deviations } = near[uniform < 0.5 ? 0 : uniform < 0.8 ? 1 : 2];
      return means.map((mean, d) => mean + (deviations[d] ?? 0) * sumOfTwelve(random));
    }).flat();
    const options = { random: seeded(8), tolerance: 1e-13, varianceFloor: 1e-12 };
    const { fit, criteria } = selectGaussianMixture(rows, 2, [1, 2, 3, 4], options) ?? {};
    [3240.2142076, 3056.2826071, 2736.5223043, 2757.0430449].forEach((bic, i) => {
      expect(criteria?.[i]?.bic).toBeCloseTo(bic, 5);
    });
    expect(fit?.logLikelihood).toBeCloseTo(-1326.320900326, 7);
    const order = [0, 1, 2].sort((a, b) => (fit?.mixture.weights[a] ?? 0) - (fit?.mixture.weights[b] ?? 0));
    [
      [0.19802958, -1.92037116, 2.89401587, 0.55700048, 0.9344336],
      [0.29521583, 4.05867748, 0.99627197, 0.30481177, 1.24366425],
      [0.50675459, 0.03000825, 0.01536259, 1.19159186, 0.25177481],
    ].forEach((component, rank) => {
      const c = order[rank] ?? -1;
      const ours = [fit?.mixture.weights[c], ...(fit?.mixture.means[c] ?? []), ...(fit?.mixture.variances[c] ?? [])];
      component.forEach((value, i) => {
        expect(ours[i]).toBeCloseTo(value, 5);
      });
    });
  });

  it('with a single component is the sample itself: its mean, its variance, its likelihood', () => {
    const rows = Float64Array.from({ length: 60 }, (_, index) => index);
    const fit = fitGaussianMixture(rows, 1, { components: 1, random: seeded(5) });
    // The variance of 0 … n − 1 is (n² − 1) / 12; the likelihood at its maximum −n/2 · (ln 2πσ² + 1).
    const variance = (60 ** 2 - 1) / 12;
    expect(fit?.mixture.means[0]?.[0]).toBeCloseTo(29.5, 10);
    expect(fit?.mixture.variances[0]?.[0]).toBeCloseTo(variance, 8);
    expect(fit?.logLikelihood).toBeCloseTo(-30 * (Math.log(2 * Math.PI * variance) + 1), 8);
    expect(fit?.bic).toBeCloseTo(60 * (Math.log(2 * Math.PI * variance) + 1) + 2 * Math.log(60), 8);
  });

  it('counts its free numbers', () => {
    expect(mixtureParameters(1, 1)).toBe(2);
    expect(mixtureParameters(5, 4)).toBe(44);
    expect(bayesianInformationCriterion(-100, 3, 50)).toBeCloseTo(200 + 3 * Math.log(50), 12);
  });

  it('does not lose rows that lie further out than exponentials reach', () => {
    const near = normals(seeded(6), 100);
    const rows = Float64Array.from([...near, ...near.map((value) => 1e6 + value), 1e9]);
    const fit = fitGaussianMixture(rows, 1, { components: 3, random: seeded(7) });
    expect(Number.isFinite(fit?.logLikelihood)).toBe(true);
    const centres = fit?.mixture.means.map(([mean = 0]) => mean).sort((a, b) => a - b);
    expect(centres?.[0]).toBeCloseTo(near.reduce((sum, value) => sum + value) / 100, 6);
    expect(centres?.[2]).toBeCloseTo(1e9, 3);
  });

  it('keeps the variance of equal rows at the floor', () => {
    const rows = Float64Array.from({ length: 100 }, (_, index) => (index < 50 ? 1 : 2));
    const fit = fitGaussianMixture(rows, 1, { components: 2, varianceFloor: 1e-4, random: seeded(8) });
    expect(fit?.mixture.variances).toEqual([[1e-4], [1e-4]]);
    expect(fit?.mixture.weights).toEqual([0.5, 0.5]);
  });

  it('is not made of too few rows or of fewer kinds than components', () => {
    const rows = Float64Array.from(normals(seeded(9), MIXTURE_SAMPLES_NEEDED));
    const options = { components: 2, random: seeded(10) };
    expect(fitGaussianMixture(rows, 1, options)).toBeDefined();
    expect(fitGaussianMixture(rows.subarray(1), 1, options)).toBeUndefined();
    expect(fitGaussianMixture(new Float64Array(60).fill(3), 1, options)).toBeUndefined();
    expect(selectGaussianMixture(new Float64Array(60).fill(3), 1, [2, 3], options)).toBeUndefined();
  });

  it('names the input it cannot work with', () => {
    const rows = Float64Array.from(normals(seeded(11), 60));
    const fit = (options: object, values = rows, width = 1) =>
      fitGaussianMixture(values, width, { components: 2, random: seeded(12), ...options });
    expect(() => fit({}, rows.with(7, Number.NaN))).toThrow(
      new QuantError('values', 'must lie within ±1e+140, got NaN', 7),
    );
    expect(() => fit({}, rows, 7)).toThrow('values must be whole rows of 7 numbers, got 60');
    expect(() => fit({ components: 0 })).toThrow('components');
    expect(() => fit({ restarts: 0 })).toThrow('restarts');
    expect(() => fit({ tolerance: 0 })).toThrow('tolerance');
    expect(() => fit({ varianceFloor: 0 })).toThrow('varianceFloor');
    expect(() => fit({ random: () => 1 })).toThrow('random must give numbers in [0, 1), got 1');
    expect(() => selectGaussianMixture(rows, 1, [], { random: seeded(1) })).toThrow('candidates');
  });
});

describe('whatever the rows', () => {
  const samples = fc.record({
    values: fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 100, maxLength: 160 }),
    components: fc.integer({ min: 1, max: 4 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
  });
  const fitted = ({ values, components, seed }: { values: number[]; components: number; seed: number }) =>
    fitGaussianMixture(values.slice(0, values.length - (values.length % 2)), 2, {
      components,
      restarts: 2,
      random: seeded(seed),
    });

  it('no step makes them less likely', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const path = fitted(sample)?.path ?? [];
        path.forEach((logLikelihood, step) => {
          const before = path[step - 1] ?? Number.NEGATIVE_INFINITY;
          expect(logLikelihood).toBeGreaterThanOrEqual(before - 1e-9 * Math.abs(logLikelihood));
        });
      }),
      { numRuns: 50 },
    );
  });

  it('the weights are shares of one and the variances reach the floor', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        const { weights = [1], variances = [] } = fitted(sample)?.mixture ?? {};
        expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12);
        expect(weights.every((weight) => weight >= 0)).toBe(true);
        expect(variances.flat().every((variance) => variance >= 1e-6)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('the same randomness gives the same mixture to the last bit', () => {
    fc.assert(
      fc.property(samples, (sample) => {
        expect(fitted(sample)).toEqual(fitted(sample));
      }),
      { numRuns: 20 },
    );
  });
});
