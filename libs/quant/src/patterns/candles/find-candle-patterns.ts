import { requireInteger } from '../../numbers.js';
import type { CandlePattern } from './candle-pattern.js';
import { CANDLE_PATTERNS } from './candle-patterns.js';
import { type CandleColumns, candlesOf, RecentCandles } from './candle-signals.js';
import { type FoundCandlePattern, foundAt } from './found-candle-pattern.js';

export interface FindCandlePatternsOptions {
  /** Which to look for. Default: all 61, with TA-Lib's penetrations. */
  readonly patterns?: readonly CandlePattern[];
  /** First bar to look at; the bars before it only give the averages. Default 0. */
  readonly from?: number;
}

/**
 * Every candlestick pattern of a series with its direction, the trend before it and a confidence, in time order. Nothing
 * looks ahead. Time is linear in the bars.
 *
 * @throws QuantError for columns of different lengths, prices that are not finite, a high below its low
 */
export function findCandlePatterns(
  columns: CandleColumns,
  options: FindCandlePatternsOptions = {},
): FoundCandlePattern[] {
  const { patterns = CANDLE_PATTERNS, from = 0 } = options;
  requireInteger('from', from, 0);
  const candles = candlesOf(columns);
  const found: FoundCandlePattern[] = [];
  for (let index = from; index < candles.length; index++) {
    for (const pattern of patterns) {
      if (index < pattern.lookback) continue;
      const match = foundAt(pattern, candles, index, index);
      if (match) found.push(match);
    }
  }
  return found;
}

/** `findCandlePatterns` bar by bar: equal to the last bit. */
export class CandlePatternStream {
  readonly #patterns: readonly CandlePattern[];
  readonly #recent = new RecentCandles();

  constructor(patterns: readonly CandlePattern[] = CANDLE_PATTERNS) {
    this.#patterns = patterns;
  }

  /** The patterns whose last candle is the pushed bar. */
  push(open: number, high: number, low: number, close: number): FoundCandlePattern[] {
    this.#recent.push(open, high, low, close);
    const { candles, count } = this.#recent;
    const found: FoundCandlePattern[] = [];
    for (const pattern of this.#patterns) {
      if (count <= pattern.lookback) continue;
      const match = foundAt(pattern, candles, candles.length - 1, count - 1);
      if (match) found.push(match);
    }
    return found;
  }
}
