import { at, type Numbers, requireSameLength } from '../../numbers.js';
import { requirePatternPrices } from '../price-range.js';

/** Prices of the same bars, oldest first. */
export interface ChartColumns {
  readonly high: Numbers;
  readonly low: Numbers;
  readonly close: Numbers;
}

export function requireChartColumns({ high, low, close }: ChartColumns): void {
  requireSameLength('low', low, 'high', high);
  requireSameLength('close', close, 'high', high);
  requirePatternPrices('high', high);
  requirePatternPrices('low', low);
  requirePatternPrices('close', close);
}

/** The chart upside down. */
export function mirroredColumns({ high, low, close }: ChartColumns): ChartColumns {
  return { high: negated(low), low: negated(high), close: negated(close) };
}

function negated(values: Numbers): Float64Array {
  const result = new Float64Array(values.length);
  // 0 − x, not −x: a zero must not become −0.
  for (let i = 0; i < values.length; i++) result[i] = 0 - at(values, i);
  return result;
}

/** Mean of high − low from one bar to another, both included. */
export function meanRange({ high, low }: ChartColumns, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i <= to; i++) sum += at(high, i) - at(low, i);
  return sum / (to - from + 1);
}
