import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BootstrapMethod,
  bootstrapIndices,
  bootstrapInterval,
  mean,
  QuantError,
  sharpe,
} from '../../src/index.js';
import { normals, seeded } from '../random.js';

const METHODS: readonly BootstrapMethod[] = ['circular', 'stationary'];

/** Returns that follow their predecessor: r = 0.5 × the last + noise; their mean is 0. */
function followers(random: () => number, count: number): number[] {
  let last = 0;
  return normals(random, count).map((noise) => {
    last = 0.5 * last + noise;
    return last;
  });
}

describe.each(METHODS)('the %s block bootstrap', (method) => {
  it('says the same for the same seed', () => {
    const values = normals(seeded(1), 60);
    const asked = (seed: number) =>
      bootstrapInterval(values, mean, { method, blockLength: 5, resamples: 50, random: seeded(seed) });
    expect(asked(4)).toEqual(asked(4));
    expect(asked(4)).not.toEqual(asked(5));
  });

  it('draws positions of the series, mostly neighbours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 20 }), fc.nat(), (length, block, seed) => {
        const indices = bootstrapIndices(length, method, block, seeded(seed));
        expect(indices).toHaveLength(length);
        expect(indices.every((index) => index < length)).toBe(true);
      }),
    );
    const indices = bootstrapIndices(10_000, method, 10, seeded(3));
    const broken = indices.filter((index, k) => k > 0 && index !== ((indices[k - 1] ?? 0) + 1) % 10_000).length;
    expect(broken / 10_000).toBeCloseTo(0.1, 1);
  });

  it('draws each position alike', () => {
    const random = seeded(11);
    const counts = new Uint32Array(20);
    for (let k = 0; k < 2000; k++) {
      for (const index of bootstrapIndices(20, method, 4, random)) counts[index] = (counts[index] ?? 0) + 1;
    }
    // 2000 expected of each: 0.95 of the positions lie within two deviations, all within five.
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(2000 * 4));
  });

  it('covers the true mean of dependent returns about as often as it says, which drawing one by one does not', () => {
    const covered = (blockLength: number): number => {
      const random = seeded(21);
      let hits = 0;
      for (let run = 0; run < 150; run++) {
        const interval = bootstrapInterval(followers(random, 400), mean, {
          method,
          blockLength,
          resamples: 150,
          confidence: 0.9,
          random,
        });
        if (interval !== undefined && interval.lower <= 0 && interval.upper >= 0) hits++;
      }
      return hits / 150;
    };
    const dependent = covered(15);
    expect(dependent).toBeGreaterThan(0.8);
    expect(dependent).toBeLessThan(0.97);
    expect(covered(1)).toBeLessThan(0.75);
  });

  it('has an interval around the estimate that widens with the confidence', () => {
    const values = normals(seeded(31), 120);
    const asked = (confidence: number) =>
      bootstrapInterval(values, (returns) => sharpe(returns, 252), {
        method,
        blockLength: 4,
        confidence,
        random: seeded(32),
      });
    const narrow = asked(0.5);
    const wide = asked(0.99);
    if (narrow === undefined || wide === undefined) throw new Error('the returns vary');
    expect(wide.lower < narrow.lower && narrow.upper < wide.upper).toBe(true);
    expect(narrow.estimate).toBe(sharpe(values, 252));
    expect(wide.resamples).toBe(1000);
  });

  it('is not defined where the statistic is not', () => {
    const options = { method, blockLength: 2, resamples: 20, random: seeded(1) };
    expect(bootstrapInterval([], mean, options)).toBeUndefined();
    expect(bootstrapInterval([0.01, 0.01], (returns) => sharpe(returns, 1), options)).toBeUndefined();
    const seldom = bootstrapInterval([0.01, 0.02], (returns) => sharpe(returns, 1), { ...options, blockLength: 1 });
    expect(seldom?.resamples).toBeLessThan(20);
  });

  it('refuses what it cannot draw with', () => {
    const options = { method, blockLength: 2, random: seeded(1) };
    expect(() => bootstrapInterval([1, Number.NaN], mean, options)).toThrow('values[1] must be finite');
    expect(() => bootstrapInterval([1, 2], mean, { ...options, blockLength: 0 })).toThrow('blockLength');
    expect(() => bootstrapInterval([1, 2], mean, { ...options, resamples: 0 })).toThrow('resamples');
    expect(() => bootstrapInterval([1, 2], mean, { ...options, confidence: 1 })).toThrow('confidence');
    expect(() => bootstrapInterval([1, 2], mean, { ...options, random: () => 1 })).toThrow(QuantError);
    expect(() => bootstrapIndices(0, method, 1, seeded(1))).toThrow('length');
  });
});
