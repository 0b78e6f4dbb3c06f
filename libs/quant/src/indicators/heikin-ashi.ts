import { at, type Numbers, requireSameLength } from '../numbers.js';
import { barColumns, column, requireBar, requireValue } from './column.js';
import { type Line, linesThrough } from './line.js';

export interface HeikinAshiReading {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/**
 * Heikin-Ashi candles: close (open + high + low + close) / 4; open the middle of the candle before's body, at bar 0 of
 * the bar's own; high and low stretched to hold them. From bar 0.
 */
export function heikinAshi(
  open: Numbers,
  high: Numbers,
  low: Numbers,
  close: Numbers,
): { readonly open: Line; readonly high: Line; readonly low: Line; readonly close: Line } {
  requireSameLength('open', open, 'high', high);
  const bars = { open: column('open', open), ...barColumns(high, low, close) };
  const stream = new HeikinAshiStream();
  return linesThrough(['open', 'high', 'low', 'close'], high.length, 0, (i) =>
    stream.push(at(bars.open, i), at(bars.high, i), at(bars.low, i), at(bars.close, i)),
  );
}

/** `heikinAshi`, bar by bar. */
export class HeikinAshiStream {
  #previous: HeikinAshiReading | undefined;

  push(open: number, high: number, low: number, close: number): HeikinAshiReading {
    requireValue('open', open);
    requireBar(high, low, close);
    const before = this.#previous ?? { open, close };
    const middle = (before.open + before.close) / 2;
    const average = (open + high + low + close) / 4;
    this.#previous = {
      open: middle,
      high: Math.max(high, middle, average),
      low: Math.min(low, middle, average),
      close: average,
    };
    return this.#previous;
  }
}
