import { type FoundCandlePattern, findCandlePatterns } from '@cream/quant';
import { type BarColumns, newestColumns } from '../bar-columns.js';

/** Bars that the candlestick patterns of a bar depend on: the longest pattern, the averages and the trend before it. */
const CANDLE_BARS = 32;

/**
 * The candlestick patterns that end at a bar, most confident first. They depend on that bar and the 31 before it and on
 * nothing else, so a chart and a description say the same about a bar.
 *
 * @throws QuantError for a high below its low
 */
export function candlesAt(columns: BarColumns, index: number): FoundCandlePattern[] {
  const window = newestColumns(columns, CANDLE_BARS, index + 1);
  return findCandlePatterns(window, { from: window.close.length - 1 })
    .map((found) => ({ ...found, index }))
    .sort((a, b) => b.confidence - a.confidence);
}
