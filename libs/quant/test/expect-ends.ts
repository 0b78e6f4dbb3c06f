import { expect } from 'vitest';
import { type Line, lastOf } from '../src/index.js';

/** An indicator, the bar of its first value, and its first and last value, printed to twelve digits. */
export type Ends = [name: string, line: Line, offset: number, first: number, last: number];

export function expectEnds(...[, line, offset, first, last]: Ends): void {
  expect(line.offset).toBe(offset);
  for (const [actual, expected] of [
    [line.values[0], first],
    [lastOf(line), last],
  ] as const) {
    expect(Math.abs((actual ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-10 * Math.max(Math.abs(expected), 1e-2));
  }
}
