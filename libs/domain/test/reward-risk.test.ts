import { Direction } from '@cream/proto/decision';
import { prices } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/decimal.js';
import { rewardRisk, rewardRiskAtLeast } from '../src/reward-risk.js';

const d = (value: number | string) => new Decimal(value);
const ratio = (direction: Direction, entry: number, stop: number, target: number) =>
  rewardRisk(direction, d(entry), d(stop), d(target))?.toFixed();

describe('reward over risk', () => {
  it('of a long entry at 100 with stop 96 and target 108 is 2', () => {
    expect(ratio(Direction.LONG, 100, 96, 108)).toBe('2');
  });

  it('of the mirrored short entry is 2 as well', () => {
    expect(ratio(Direction.SHORT, 100, 104, 92)).toBe('2');
  });

  it.each([
    ['a long stop above the entry', Direction.LONG, 101, 108],
    ['a long stop at the entry', Direction.LONG, 100, 108],
    ['a long target below the entry', Direction.LONG, 96, 99],
    ['a short stop below the entry', Direction.SHORT, 99, 92],
    ['a flat direction', Direction.FLAT, 96, 108],
    ['an unknown direction', 9 as Direction, 96, 108],
  ])('does not exist for %s', (_, direction, stop, target) => {
    expect(ratio(direction, 100, stop, target)).toBeUndefined();
    expect(rewardRiskAtLeast(d(0), direction, d(100), d(stop), d(target))).toBe(false);
  });

  it('is compared without rounding: 3 to 2.0000000000000001 is less than 1.5', () => {
    const [entry, stop, target] = [d(100), d('97.9999999999999999'), d(103)];
    expect(rewardRisk(Direction.LONG, entry, stop, target)?.toFixed()).toBe('1.5');
    expect(rewardRiskAtLeast(d('1.5'), Direction.LONG, entry, stop, target)).toBe(false);
    expect(rewardRiskAtLeast(d('1.5'), Direction.LONG, entry, d(98), target)).toBe(true);
  });

  it('is the same for a trade and its mirror image', () => {
    fc.assert(
      fc.property(prices(), prices(), prices(), (entry, risk, reward) => {
        const long = rewardRisk(Direction.LONG, entry, entry.minus(risk), entry.plus(reward));
        const short = rewardRisk(Direction.SHORT, entry, entry.plus(risk), entry.minus(reward));
        expect(long?.toFixed()).toBe(short?.toFixed());
      }),
    );
  });
});
