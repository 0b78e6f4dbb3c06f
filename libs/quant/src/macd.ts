import { emaFrom } from './ema.js';
import type { Line } from './line.js';
import { at, type Numbers, requireFinite, requireInteger } from './numbers.js';
import { QuantError } from './quant-error.js';

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
  const quick = emaFrom(values, fast, offset).values;
  const slower = emaFrom(values, slow, offset).values;
  const difference = quick.map((value, k) => value - at(slower, k));

  const average = emaFrom(difference, signal, signal - 1);
  const signalOffset = offset + average.offset;
  return {
    line: { offset, values: difference },
    signal: { offset: signalOffset, values: average.values },
    histogram: {
      offset: signalOffset,
      values: average.values.map((value, k) => at(difference, average.offset + k) - value),
    },
  };
}
