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

/** The line a stream draws when every bar is pushed in turn; `offset` is the bar of its first value. */
export function lineThrough(length: number, offset: number, push: (index: number) => number | undefined): Line {
  const values = new Float64Array(Math.max(length - offset, 0));
  if (values.length === 0) return { offset, values };
  for (let i = 0; i < length; i++) {
    const value = push(i);
    if (value !== undefined) values[i - offset] = value;
  }
  return { offset, values };
}

/** The same for a stream of several values that begin at the same bar. */
export function linesThrough<Name extends string>(
  names: readonly Name[],
  length: number,
  offset: number,
  push: (index: number) => Readonly<Record<Name, number>> | undefined,
): Record<Name, Line> {
  const empty = (): Line => ({ offset, values: new Float64Array(Math.max(length - offset, 0)) });
  const lines = Object.fromEntries(names.map((name) => [name, empty()])) as Record<Name, Line>;
  if (length <= offset) return lines;
  for (let i = 0; i < length; i++) {
    const reading = push(i);
    if (reading === undefined) continue;
    for (const name of names) lines[name].values[i - offset] = reading[name];
  }
  return lines;
}

/** A line over the bars of another, later bars first belonging to it: moves a derived line to the bars of its source. */
export function shifted(line: Line, offset: number): Line {
  return { offset: line.offset + offset, values: line.values };
}

/** The value at a bar; undefined inside the warm-up and beyond the end. */
export function lineAt(line: Line, index: number): number | undefined {
  return line.values[index - line.offset];
}

/** The value at the newest bar; undefined while the warm-up lasts. */
export function lastOf(line: Line): number | undefined {
  return line.values[line.values.length - 1];
}
