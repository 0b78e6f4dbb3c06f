import { at, type Numbers } from '../numbers.js';
import { barColumns, requireBar } from './column.js';
import { type Line, lineThrough } from './line.js';

/** max(high − low, |high − previous close|, |low − previous close|) */
export function trueRangeOf(high: number, low: number, previousClose: number): number {
  let range = high - low;
  const above = Math.abs(high - previousClose);
  const below = Math.abs(low - previousClose);
  if (above > range) range = above;
  if (below > range) range = below;
  return range;
}

/** True range after Wilder (1978), in price units; as in TA-Lib the first is at bar 1, which has a previous close. */
export function trueRange(high: Numbers, low: Numbers, close: Numbers): Line {
  const bars = barColumns(high, low, close);
  const stream = new TrueRangeStream();
  return lineThrough(high.length, 1, (i) => stream.push(at(bars.high, i), at(bars.low, i), at(bars.close, i)));
}

/** `trueRange`, bar by bar. */
export class TrueRangeStream {
  #previous: number | undefined;

  push(high: number, low: number, close: number): number | undefined {
    requireBar(high, low, close);
    const previous = this.#previous;
    this.#previous = close;
    return previous === undefined ? undefined : trueRangeOf(high, low, previous);
  }
}
