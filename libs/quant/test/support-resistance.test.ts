import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LevelColumns, nearestLevels, QuantError, type RatedLevel, supportResistance } from '../src/index.js';

/** Bars half a dollar around a line drawn through the corners, which lie four bars apart. */
function path(...corners: readonly number[]): LevelColumns & { readonly close: number[] } {
  const close: number[] = [];
  for (const [i, corner] of corners.entries()) {
    const next = corners[i + 1];
    if (next === undefined) close.push(corner);
    else for (let k = 0; k < 4; k++) close.push(corner + ((next - corner) * k) / 4);
  }
  return { high: close.map((price) => price + 0.5), low: close.map((price) => price - 0.5), close };
}

/** The level nearest to a price. */
function levelNear(columns: LevelColumns, price: number): RatedLevel {
  const level = supportResistance(columns, { side: 3 }).find((found) => Math.abs(found.price - price) < 0.3);
  if (level === undefined) throw new Error(`no level at ${price}`);
  return level;
}

const RANGE = path(95, 100, 95, 100, 95, 98);
/** Resistance at 100 twice, broken upward, then tested from above: its low of 99.9 is support. */
const RETEST = path(95, 99.5, 95, 99.5, 95, 104, 100.5, 105);
/** The same without the test. */
const BROKEN = path(95, 99.5, 95, 99.5, 95, 104, 108, 112);

/** Closes in whole cents around a few prices, so that many pivots meet. */
const closes = fc.array(
  fc.integer({ min: 9000, max: 11_000 }).map((cents) => cents / 100),
  { minLength: 0, maxLength: 120, size: 'max' },
);

describe('support and resistance', () => {
  it('are where the price turned, below and above it', () => {
    const levels = supportResistance(RANGE, { side: 3 });
    expect(levels.map(({ price, role, highTouches, lowTouches }) => [price, role, highTouches, lowTouches])).toEqual([
      [94.5, 'SUPPORT', 0, 2],
      [100.5, 'RESISTANCE', 2, 0],
    ]);
    expect(nearestLevels(levels, 98, 'RESISTANCE', 1)[0]?.strength).toBeGreaterThan(0);
  });

  it('are the same ones when only the nearest are rated', () => {
    fc.assert(
      fc.property(closes, fc.integer({ min: 0, max: 4 }), (close, count) => {
        const columns = { high: close.map((price) => price + 0.5), low: close.map((price) => price - 0.5), close };
        const price = close.at(-1) ?? 100;
        const nearest = (role: 'SUPPORT' | 'RESISTANCE', nearestOnly: number | undefined) =>
          nearestLevels(
            supportResistance(columns, { side: 2, ...(nearestOnly === undefined ? {} : { nearest: nearestOnly }) }),
            price,
            role,
            count,
          );
        for (const role of ['SUPPORT', 'RESISTANCE'] as const) {
          expect(nearest(role, count)).toEqual(nearest(role, undefined));
        }
      }),
    );
  });

  it('have the strength the formula gives', () => {
    const { strength, age } = levelNear(RANGE, 100.5);
    // Highs at bars 4 and 12 of 21, no volume, never broken.
    const weight = 2 ** (-16 / 60) + 2 ** (-8 / 60);
    expect(age).toBe(8);
    expect(strength).toBeCloseTo(1 - Math.exp(-weight / 4), 14);
  });

  it('turn from resistance to support when a break is tested and holds', () => {
    expect(levelNear(RETEST, 100)).toMatchObject({
      role: 'SUPPORT',
      highTouches: 2,
      lowTouches: 1,
      breaks: 1,
      roleReversals: 1,
      roleReversed: true,
    });
  });

  it('are unproven in a new role that nothing has tested, and weaker for it', () => {
    const untested = levelNear(BROKEN, 100);
    expect(untested).toMatchObject({ role: 'SUPPORT', breaks: 1, roleReversals: 0, roleReversed: true });
    const weight = 2 ** (-24 / 60) + 2 ** (-16 / 60);
    expect(untested.strength).toBeCloseTo(1 - Math.exp(-weight / 4 / 1.25), 14);
  });

  it('turn upside down with the chart', () => {
    const mirrored = {
      high: Array.from(RETEST.low, (price) => 200 - price),
      low: Array.from(RETEST.high, (price) => 200 - price),
      close: RETEST.close.map((price) => 200 - price),
    };
    const level = levelNear(mirrored, 100);
    expect(level).toMatchObject({ role: 'RESISTANCE', highTouches: 1, lowTouches: 2, breaks: 1, roleReversals: 1 });
    expect(level.strength).toBeCloseTo(levelNear(RETEST, 100).strength, 14);
  });

  it('are stronger the more was traded at them', () => {
    const busy = RANGE.close.map((_, index) => (index % 8 === 4 ? 3000 : 1000));
    const quiet = RANGE.close.map((_, index) => (index % 8 === 4 ? 300 : 1000));
    const flat = RANGE.close.map(() => 1000);
    const strengths = [busy, flat, quiet].map((volume) => levelNear({ ...RANGE, volume }, 100.5).strength);
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
    expect(strengths[1]).toBe(levelNear(RANGE, 100.5).strength);
    expect(levelNear({ ...RANGE, volume: flat }, 100.5).relativeVolume).toBe(1);
    expect(levelNear(RANGE, 100.5).relativeVolume).toBeUndefined();
  });

  it('fade as time goes by without a touch', () => {
    const close = [...RANGE.close, 97, 97.5, 97];
    const faded = { high: close.map((p) => p + 0.5), low: close.map((p) => p - 0.5), close };
    expect(levelNear(faded, 100.5).strength).toBeLessThan(levelNear(RANGE, 100.5).strength);
  });

  it('leave out what is weaker than asked for', () => {
    expect(supportResistance(RANGE, { side: 3, minStrength: 0.99 })).toEqual([]);
  });

  it('have strengths from 0 to below 1, and never more reversals than breaks', () => {
    fc.assert(
      fc.property(closes, (close) => {
        const columns = { high: close.map((p) => p * 1.01), low: close.map((p) => p * 0.99), close };
        for (const level of supportResistance(columns, { side: 1, tolerance: 0.02 })) {
          expect(level.strength).toBeGreaterThan(0);
          expect(level.strength).toBeLessThan(1);
          expect(level.roleReversals).toBeLessThanOrEqual(level.breaks);
          expect(level.highTouches + level.lowTouches).toBe(level.touches);
        }
      }),
    );
  });

  it('are the same in any currency', () => {
    fc.assert(
      fc.property(closes, (close) => {
        const columns = (factor: number): LevelColumns => ({
          high: close.map((p) => p * 1.01 * factor),
          low: close.map((p) => p * 0.99 * factor),
          close: close.map((p) => p * factor),
        });
        const options = { side: 1, tolerance: 0.02 };
        const scaled = supportResistance(columns(1), options).map((level) => ({ ...level, price: level.price * 4 }));
        expect(supportResistance(columns(4), options)).toEqual(scaled);
      }),
    );
  });

  it('are none in an empty or a short series', () => {
    expect(supportResistance({ high: [], low: [], close: [] })).toEqual([]);
    expect(supportResistance({ high: [2, 2], low: [1, 1], close: [1, 2] })).toEqual([]);
  });

  it('refuse bad input by name', () => {
    const bars = { high: [2, 2], low: [1, 1], close: [1, 2] };
    const bad: [LevelColumns, string][] = [
      [{ ...bars, close: [1, Number.NaN] }, 'close'],
      [{ ...bars, close: [1, 0] }, 'close'],
      [{ ...bars, close: [1] }, 'close'],
      [{ ...bars, high: [2, Number.POSITIVE_INFINITY] }, 'high'],
      [{ ...bars, volume: [1, -1] }, 'volume'],
      [{ ...bars, volume: [1] }, 'volume'],
    ];
    for (const [columns, parameter] of bad) {
      expect(() => supportResistance(columns)).toThrow(expect.objectContaining({ name: 'QuantError', parameter }));
    }
    expect(() => supportResistance(bars, { halfLife: 0 })).toThrow(QuantError);
    expect(() => supportResistance(bars, { tolerance: -1 })).toThrow(QuantError);
  });
});
