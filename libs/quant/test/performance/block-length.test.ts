import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimalBlockLength, QuantError } from '../../src/index.js';
import { quotes } from '../series.js';

/** 300 values that follow their predecessor by `share`, with the noise of the ANSI C example generator from 12345. */
function followers(share: number): number[] {
  let state = 12_345n;
  let last = 0;
  return Array.from({ length: 300 }, () => {
    state = (1_103_515_245n * state + 12_345n) % 2n ** 31n;
    last = share * last + Number(state) / 2 ** 31 - 0.5;
    return last;
  });
}

describe('the optimal block length', () => {
  // arch.bootstrap.optimal_block_length of the same values, arch 8 (NCSA).
  it.each([
    [0, 1.6293352, 1.86512321],
    [0.3, 4.22011158, 4.83082183],
    [0.6, 10.9370069, 12.51974757],
    [0.8, 14.16544774, 16.21538978],
    [-0.4, 5.71201786, 6.5386282],
  ])('of values that follow their predecessor by %d is %d, circular %d', (share, stationary, circular) => {
    expect(optimalBlockLength(followers(share), 'stationary')).toBeCloseTo(stationary, 7);
    expect(optimalBlockLength(followers(share), 'circular')).toBeCloseTo(circular, 7);
  });

  it('lies between a period and a third of them, whatever the unit', () => {
    fc.assert(
      fc.property(quotes(10, 60), (values) => {
        const length = optimalBlockLength(values, 'stationary');
        if (length === undefined) return;
        expect(length >= 1 && length <= Math.ceil(values.length / 3)).toBe(true);
        expect(
          optimalBlockLength(
            values.map((value) => value * 4),
            'stationary',
          ),
        ).toBeCloseTo(length, 9);
      }),
    );
  });

  it('is not defined of too little, or of what does not vary', () => {
    expect(optimalBlockLength([1, 2, 3], 'circular')).toBeUndefined();
    expect(optimalBlockLength(new Array(20).fill(0.1), 'circular')).toBeUndefined();
    expect(() => optimalBlockLength([Number.NaN], 'circular')).toThrow(QuantError);
  });
});
