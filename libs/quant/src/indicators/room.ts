import { QuantError } from '../quant-error.js';

/** 16 million values, 128 MB. */
const LONGEST = 2 ** 24;

/** Memory for a window of values. */
export function room(period: number): Float64Array {
  if (period > LONGEST) throw new QuantError('period', `must be at most ${LONGEST} for a window, got ${period}`);
  return new Float64Array(period);
}
