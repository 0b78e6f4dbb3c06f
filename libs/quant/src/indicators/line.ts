import type { Numbers } from '../numbers.js';

/**
 * An indicator along a series: `values[k]` belongs to bar `offset + k`. The bars before `offset` are the warm-up and
 * have no value, so that no NaN ever stands for "not yet". Empty when the series is shorter than the warm-up.
 */
export interface Line {
  readonly offset: number;
  readonly values: Float64Array;
}

/** A line of the bars from `offset` on, with one computed value each. */
export function lineOf(series: Numbers, offset: number, valueAt: (index: number) => number): Line {
  const values = new Float64Array(Math.max(series.length - offset, 0));
  for (let k = 0; k < values.length; k++) values[k] = valueAt(offset + k);
  return { offset, values };
}

/** The value at a bar; undefined inside the warm-up and beyond the end. */
export function lineAt(line: Line, index: number): number | undefined {
  return line.values[index - line.offset];
}

/** The value at the newest bar; undefined while the warm-up lasts. */
export function lastOf(line: Line): number | undefined {
  return line.values[line.values.length - 1];
}
