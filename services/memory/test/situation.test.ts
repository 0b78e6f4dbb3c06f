import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distances, type Situation } from '../src/app/situation.js';

const situation = (features: Readonly<Record<string, number>>): Situation => new Map(Object.entries(features));
const self = (candidate: Situation) => candidate;
const lengths = (here: Situation, candidates: readonly Situation[]) =>
  distances(here, candidates, self).map(({ distance }) => distance);

const features = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.double({ min: -1e6, max: 1e6, noNaN: true }));

describe('the distance between situations', () => {
  it('is measured in standard deviations of each feature', () => {
    // Values 50, 30 and 70 have mean 50 and population standard deviation sqrt(800 / 3).
    const [near, far] = lengths(situation({ rsi: 50 }), [situation({ rsi: 30 }), situation({ rsi: 70 })]);
    expect(near).toBeCloseTo(20 / Math.sqrt(800 / 3), 12);
    expect(far).toBeCloseTo(near ?? 0, 12);
  });

  it('counts a feature the same whatever its unit', () => {
    const percent = lengths(situation({ a: 1, b: 10 }), [situation({ a: 2, b: 40 }), situation({ a: 4, b: 20 })]);
    const ratio = lengths(situation({ a: 1, b: 0.1 }), [situation({ a: 2, b: 0.4 }), situation({ a: 4, b: 0.2 })]);
    for (const [index, distance] of percent.entries()) expect(ratio[index]).toBeCloseTo(distance, 9);
  });

  it('compares only what both have', () => {
    expect(lengths(situation({ a: 1, b: 5 }), [situation({ a: 1 }), situation({ c: 1 })])).toEqual([
      0,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('is never negative, never NaN, and zero to oneself', () => {
    fc.assert(
      fc.property(features, fc.array(features, { maxLength: 5 }), (here, others) => {
        const measured = lengths(situation(here), [situation(here), ...others.map(situation)]);
        expect(measured.every((distance) => distance >= 0)).toBe(true);
        expect(measured[0]).toBe(Object.keys(here).length === 0 ? Number.POSITIVE_INFINITY : 0);
      }),
    );
  });

  it('does not depend on what was not asked for', () => {
    const asked = lengths(situation({ a: 1 }), [situation({ a: 2, b: 1 }), situation({ a: 3 })]);
    expect(asked).toEqual(lengths(situation({ a: 1 }), [situation({ a: 2 }), situation({ a: 3 })]));
  });
});
