import { at, type Numbers, requireInteger } from '../numbers.js';
import { rangeColumns, requireValue } from './column.js';
import { type Line, linesThrough } from './line.js';
import { WindowExtremeAge } from './window-extreme.js';

export interface AroonReading {
  readonly up: number;
  readonly down: number;
  /** up − down, −100 to 100 */
  readonly oscillator: number;
}

/**
 * Aroon after Chande (1995): 100·(period − bars since the highest high) / period, the same for the lowest low, and their
 * difference. Looks at `period + 1` bars, so that 0 and 100 both occur; of two equal extremes the newer counts (TA-Lib).
 * First values at bar `period`.
 */
export function aroon(
  high: Numbers,
  low: Numbers,
  period = 14,
): { readonly up: Line; readonly down: Line; readonly oscillator: Line } {
  const stream = new AroonStream(period);
  const bars = rangeColumns(high, low);
  return linesThrough(['up', 'down', 'oscillator'], high.length, period, (i) =>
    stream.push(at(bars.high, i), at(bars.low, i)),
  );
}

/** `aroon`, bar by bar. */
export class AroonStream {
  readonly #period: number;
  readonly #sinceHigh: WindowExtremeAge;
  readonly #sinceLow: WindowExtremeAge;

  constructor(period = 14) {
    requireInteger('period', period, 1);
    this.#period = period;
    this.#sinceHigh = new WindowExtremeAge(period + 1, 'highest');
    this.#sinceLow = new WindowExtremeAge(period + 1, 'lowest');
  }

  push(high: number, low: number): AroonReading | undefined {
    requireValue('high', high);
    requireValue('low', low);
    const sinceHigh = this.#sinceHigh.push(high);
    const sinceLow = this.#sinceLow.push(low);
    if (sinceHigh === undefined || sinceLow === undefined) return undefined;
    const up = 100 * ((this.#period - sinceHigh) / this.#period);
    const down = 100 * ((this.#period - sinceLow) / this.#period);
    return { up, down, oscillator: up - down };
  }
}
