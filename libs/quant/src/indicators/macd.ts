import { at, type Numbers, requireFinite, requireInteger } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { emaFrom } from './ema.js';
import type { Line } from './line.js';

export interface Macd {
  /** Fast average − slow average, from bar `slow − 1`. */
  readonly line: Line;
  /** Exponential average of the line, from bar `slow + signal − 2`. */
  readonly signal: Line;
  /** Line − signal, from the same bar. */
  readonly histogram: Line;
}

/**
 * Moving average convergence/divergence (usually 12, 26, 9), seeded as TA-Lib does: both averages start at bar
 * `slow − 1`, the fast one from the simple average of the `fast` values that end there (not of the first `fast` values
 * of the series), and the signal from the simple average of the line's first `signal` values. TA-Lib hides the line
 * until the signal exists; here it is given from its first bar.
 */
export function macd(values: Numbers, fast = 12, slow = 26, signal = 9): Macd {
  requireInteger('fast', fast, 1);
  requireInteger('slow', slow, 1);
  requireInteger('signal', signal, 1);
  if (fast >= slow) throw new QuantError('fast', `must be less than slow (${slow}), got ${fast}`);
  requireFinite('values', values);

  const offset = slow - 1;
  const line = minus(emaFrom(values, fast, offset), emaFrom(values, slow, offset));
  const average = emaFrom(line.values, signal, signal - 1);
  const signalLine = { offset: offset + average.offset, values: average.values };
  return { line, signal: signalLine, histogram: minus(line, signalLine) };
}

/** `line − other` from the bar where `other` begins, which is not before `line` does. */
function minus(line: Line, other: Line): Line {
  const skipped = other.offset - line.offset;
  const values = new Float64Array(other.values.length);
  // A plain loop: `map` with a callback takes several times as long on typed arrays.
  for (let k = 0; k < values.length; k++) values[k] = at(line.values, skipped + k) - at(other.values, k);
  return { offset: other.offset, values };
}
