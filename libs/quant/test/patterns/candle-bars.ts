import fc from 'fast-check';
import type { Bar } from './textbook-candles.js';

/** Steps of a quarter, so that bodies meet, gap and repeat as often as the patterns ask; sums of them are exact. */
const steps = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min * 4, max: max * 4 }).map((quarters) => quarters / 4);

/** Bars of a walk that often gaps, hardly ever leaves its price and has many small bodies and missing shadows. */
export const candleBars = (maxLength = 150): fc.Arbitrary<Bar[]> =>
  fc
    .array(fc.tuple(steps(-1, 1), steps(-2, 2), steps(0, 1), steps(0, 1)), { minLength: 0, maxLength, size: 'max' })
    .map((moves) => {
      let close = 200;
      return moves.map(([gap, body, up, down]): Bar => {
        const open = close + gap;
        close = open + body;
        return [open, Math.max(open, close) + up, Math.min(open, close) - down, close];
      });
    });
