import { describe, expect, it } from 'vitest';
import { nearestLevels, type Pivot, priceLevels, swingPivots } from '../src/index.js';

const high = (price: number, index: number): Pivot => ({ price, index, kind: 'HIGH' });

describe('swing pivots', () => {
  it('stand out from the bars on either side', () => {
    const highs = [1, 2, 5, 2, 1, 2, 3];
    const lows = highs.map((value) => value - 1);
    expect(swingPivots(highs, lows, 2)).toEqual([
      { index: 2, price: 5, kind: 'HIGH' },
      { index: 4, price: 0, kind: 'LOW' },
    ]);
  });

  it('are not known before enough bars have followed', () => {
    expect(swingPivots([1, 2, 5, 2], [0, 1, 4, 1], 2)).toEqual([]);
  });

  it('do not see a peak in a plateau', () => {
    expect(swingPivots([1, 5, 5, 1, 0], [0, 0, 0, 0, 0], 1)).toEqual([]);
  });
});

describe('levels', () => {
  it('join pivots within half a percent, and need two of them', () => {
    expect(priceLevels([high(100, 3), high(100.4, 9), high(110, 12)], 105)).toEqual([
      { price: 100.2, touches: 2, firstIndex: 3, lastIndex: 9, role: 'SUPPORT' },
    ]);
  });

  it('are support below the price and resistance above it, nearest first', () => {
    const pivots = [90, 95, 105, 115].flatMap((price, index) => [high(price, index), high(price, index + 10)]);
    const levels = priceLevels(pivots, 100);
    expect(nearestLevels(levels, 100, 'SUPPORT', 3).map(({ price }) => price)).toEqual([95, 90]);
    expect(nearestLevels(levels, 100, 'RESISTANCE', 1).map(({ price }) => price)).toEqual([105]);
  });
});
