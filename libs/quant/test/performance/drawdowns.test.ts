import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawdownDuration,
  drawdownTable,
  longestRecovery,
  maxDrawdown,
  ulcerIndex,
  worstDrawdowns,
} from '../../src/index.js';
import { prices } from '../series.js';

const DAY = 86_400_000;

describe('the drawdown table', () => {
  it('lists each fall from its peak to where that is reached again', () => {
    expect(drawdownTable([100, 90, 95, 100, 110, 99, 88, 95])).toEqual([
      { peakIndex: 0, troughIndex: 1, recoveryIndex: 3, depth: expect.closeTo(0.1, 14) },
      { peakIndex: 4, troughIndex: 6, recoveryIndex: undefined, depth: expect.closeTo(0.2, 14) },
    ]);
  });

  it('starts at the last of equal peaks and ends by a jump over it', () => {
    expect(drawdownTable([100, 100, 99, 120])).toEqual([
      { peakIndex: 1, troughIndex: 2, recoveryIndex: 3, depth: expect.closeTo(0.01, 14) },
    ]);
    expect(drawdownTable([100, 101, 102])).toEqual([]);
    expect(drawdownTable([])).toEqual([]);
  });

  it('counts bars, or the time that passed', () => {
    const [fall] = drawdownTable([100, 90, 95, 100]);
    if (fall === undefined) throw new Error('the curve fell');
    expect(drawdownDuration(fall)).toEqual({ peakToTrough: 1, troughToRecovery: 2, peakToRecovery: 3 });
    // A weekend lies between the first two points.
    expect(drawdownDuration(fall, [0, 3 * DAY, 4 * DAY, 5 * DAY])).toEqual({
      peakToTrough: 3 * DAY,
      troughToRecovery: 2 * DAY,
      peakToRecovery: 5 * DAY,
    });
    expect(() => drawdownDuration(fall, [0])).toThrow('timesMs');
  });

  it('does not say how long a fall that lasts will take', () => {
    const [fall] = drawdownTable([100, 90, 95]);
    if (fall === undefined) throw new Error('the curve fell');
    expect(drawdownDuration(fall)).toEqual({ peakToTrough: 1, troughToRecovery: undefined, peakToRecovery: undefined });
    expect(longestRecovery([fall])).toBe(0);
  });

  // QuantConnect/Lean, Tests/Common/Statistics (Apache-2.0): drawdown recovery in days.
  it.each([
    [[100, 90, 95, 90, 100], 4],
    [[100, 98, 100, 101, 100, 99], 2],
    [[50, 100, 98, 99, 100], 3],
    [[100, 90, 100, 90, 80, 100], 3],
    [[100, 90, 80, 70], 0],
  ])('of %j has a longest recovery of %d bars', (equity, bars) => {
    expect(longestRecovery(drawdownTable(equity))).toBe(bars);
  });

  it('holds the maximum drawdown, and no two at the same time', () => {
    fc.assert(
      fc.property(prices(), (curve) => {
        const table = drawdownTable(curve);
        const [deepest] = worstDrawdowns(table, 1);
        const { depth, troughIndex } = maxDrawdown(curve) ?? {};
        expect(deepest?.depth ?? 0).toBe(depth);
        expect(deepest?.troughIndex).toBe(troughIndex);
        for (const [k, fall] of table.entries()) {
          expect(fall.peakIndex < fall.troughIndex).toBe(true);
          const next = table[k + 1];
          if (next !== undefined) expect(next.peakIndex).toBeGreaterThanOrEqual(fall.recoveryIndex ?? Infinity);
        }
        expect(ulcerIndex(curve) ?? 1).toBeLessThanOrEqual(depth ?? 0);
      }),
    );
  });
});
