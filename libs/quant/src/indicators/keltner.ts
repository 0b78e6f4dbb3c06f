import { at, type Numbers, requireInteger } from '../numbers.js';
import { barColumns, requireBar, requireFactor } from './column.js';
import { emaFactor } from './ema.js';
import { type Line, linesThrough } from './line.js';
import { Smoothing, startOf } from './smoothing.js';
import { trueRangeOf } from './true-range.js';
import { typicalPriceOf } from './typical-price.js';
import { WindowMean } from './window-moments.js';

export interface KeltnerOptions {
  /**
   * `ema` (default): exponential average of the price, Wilder's ATR, after Raschke. `sma` (after Keltner's book of 1960,
   * Lean): plain averages of the price and of the true range.
   */
  readonly average?: 'ema' | 'sma';
  /** What the middle averages; default the close for `ema` (StockCharts), the typical price for `sma`. */
  readonly price?: 'close' | 'typical';
  /** Period of the true range; default `period`. StockCharts and TA-Lib 0.8 have 10 beside 20. */
  readonly atrPeriod?: number;
}

export interface KeltnerReading {
  readonly upper: number;
  readonly middle: number;
  readonly lower: number;
}

/**
 * Keltner channel: an average of the price ± `multiplier` average true ranges. The first true range needs a previous
 * close, so that the first values are at bar max(`period` − 1, `atrPeriod`). TA-Lib's KC (from release 0.8 on) is
 * `{ price: 'typical', atrPeriod: 10 }`, but that it begins the shorter of the two averages no earlier than it must; the
 * lines meet after some tens of bars.
 */
export function keltner(
  high: Numbers,
  low: Numbers,
  close: Numbers,
  period = 20,
  multiplier = 2,
  options: KeltnerOptions = {},
): { readonly upper: Line; readonly middle: Line; readonly lower: Line } {
  const stream = new KeltnerStream(period, multiplier, options);
  const bars = barColumns(high, low, close);
  const offset = Math.max(period - 1, options.atrPeriod ?? period);
  return linesThrough(['upper', 'middle', 'lower'], high.length, offset, (i) =>
    stream.push(at(bars.high, i), at(bars.low, i), at(bars.close, i)),
  );
}

/** `keltner`, bar by bar. */
export class KeltnerStream {
  readonly #multiplier: number;
  readonly #ofTypicalPrice: boolean;
  readonly #middle: Smoothing | WindowMean;
  readonly #range: Smoothing | WindowMean;
  #previous: number | undefined;

  constructor(period = 20, multiplier = 2, options: KeltnerOptions = {}) {
    const { average = 'ema', price = average === 'ema' ? 'close' : 'typical', atrPeriod = period } = options;
    requireInteger('period', period, 1);
    requireInteger('atrPeriod', atrPeriod, 1);
    requireFactor('multiplier', multiplier);
    this.#multiplier = multiplier;
    this.#ofTypicalPrice = price === 'typical';
    this.#middle =
      average === 'sma' ? new WindowMean(period) : new Smoothing(emaFactor(period), startOf(period, 'sma'));
    this.#range =
      average === 'sma' ? new WindowMean(atrPeriod) : new Smoothing(1 / atrPeriod, startOf(atrPeriod, 'sma'));
  }

  push(high: number, low: number, close: number): KeltnerReading | undefined {
    requireBar(high, low, close);
    const previous = this.#previous;
    this.#previous = close;
    const middle = this.#middle.push(this.#ofTypicalPrice ? typicalPriceOf(high, low, close) : close);
    const range = previous === undefined ? undefined : this.#range.push(trueRangeOf(high, low, previous));
    if (middle === undefined || range === undefined) return undefined;
    const reach = this.#multiplier * range;
    return { upper: middle + reach, middle, lower: middle - reach };
  }
}
