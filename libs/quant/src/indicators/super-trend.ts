import { at, type Numbers } from '../numbers.js';
import { type AtrOptions, AtrStream, atr } from './atr.js';
import { barColumns, requireFactor } from './column.js';
import { type Line, linesThrough } from './line.js';

export interface SuperTrendReading {
  /** The band that holds the trend, below the price in a rise and above it in a fall. */
  readonly value: number;
  /** 1 in a rise, −1 in a fall. */
  readonly direction: number;
}

export interface SuperTrendOptions extends AtrOptions {
  /** What the first bar is: a fall (default: TradingView, Lean) or a rise (TA-Lib, which has it from release 0.8 on). */
  readonly start?: 'fall' | 'rise';
}

/**
 * SuperTrend after Seban: bands `multiplier` average true ranges around the middle of the bar, each of which only moves
 * towards the price until the close before has crossed it. A fall turns into a rise when the close is above the upper
 * band, and back when it is below the lower. First value at the first bar of the ATR.
 */
export function superTrend(
  high: Numbers,
  low: Numbers,
  close: Numbers,
  period = 10,
  multiplier = 3,
  options: SuperTrendOptions = {},
): { readonly value: Line; readonly direction: Line } {
  const stream = new SuperTrendStream(period, multiplier, options);
  const bars = barColumns(high, low, close);
  const { offset } = atr([], [], [], period, options);
  return linesThrough(['value', 'direction'], high.length, offset, (i) =>
    stream.push(at(bars.high, i), at(bars.low, i), at(bars.close, i)),
  );
}

/** `superTrend`, bar by bar. */
export class SuperTrendStream {
  readonly #atr: AtrStream;
  readonly #multiplier: number;
  #previous: { readonly close: number; readonly upper: number; readonly lower: number } | undefined;
  #rising: boolean;

  constructor(period = 10, multiplier = 3, options: SuperTrendOptions = {}) {
    requireFactor('multiplier', multiplier);
    this.#atr = new AtrStream(period, options);
    this.#rising = options.start === 'rise';
    this.#multiplier = multiplier;
  }

  push(high: number, low: number, close: number): SuperTrendReading | undefined {
    const range = this.#atr.push(high, low, close);
    if (range === undefined) return undefined;
    const middle = (high + low) / 2;
    let upper = middle + this.#multiplier * range;
    let lower = middle - this.#multiplier * range;
    const before = this.#previous;
    if (before !== undefined) {
      if (before.close <= before.upper) upper = Math.min(upper, before.upper);
      if (before.close >= before.lower) lower = Math.max(lower, before.lower);
      this.#rising = this.#rising ? close >= lower : close > upper;
    }
    this.#previous = { close, upper, lower };
    return { value: this.#rising ? lower : upper, direction: this.#rising ? 1 : -1 };
  }
}
