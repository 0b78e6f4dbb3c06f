import { at, type Numbers, requireInteger } from '../numbers.js';
import { rangeColumns, requireValue } from './column.js';
import { type Line, linesThrough } from './line.js';
import { WindowExtreme } from './window-extreme.js';

export interface DonchianReading {
  /** Highest high of the last `period` bars. */
  readonly upper: number;
  readonly middle: number;
  /** Lowest low of the last `period` bars. */
  readonly lower: number;
}

/**
 * Channel after Donchian (1960): highest high, lowest low and the middle between them, the newest bar included (TA-Lib from
 * release 0.8 on). First values at bar `period − 1`.
 */
export function donchian(
  high: Numbers,
  low: Numbers,
  period = 20,
): { readonly upper: Line; readonly middle: Line; readonly lower: Line } {
  const stream = new DonchianStream(period);
  const bars = rangeColumns(high, low);
  return linesThrough(['upper', 'middle', 'lower'], high.length, period - 1, (i) =>
    stream.push(at(bars.high, i), at(bars.low, i)),
  );
}

/** `donchian`, bar by bar. */
export class DonchianStream {
  readonly #highest: WindowExtreme;
  readonly #lowest: WindowExtreme;

  constructor(period = 20) {
    requireInteger('period', period, 1);
    this.#highest = new WindowExtreme(period, 'highest');
    this.#lowest = new WindowExtreme(period, 'lowest');
  }

  push(high: number, low: number): DonchianReading | undefined {
    requireValue('high', high);
    requireValue('low', low);
    const upper = this.#highest.push(high);
    const lower = this.#lowest.push(low);
    return upper === undefined || lower === undefined ? undefined : { upper, middle: (upper + lower) / 2, lower };
  }
}
