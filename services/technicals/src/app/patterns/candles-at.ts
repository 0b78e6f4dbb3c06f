import { type FoundCandlePattern, findCandlePatterns } from '@cream/quant';
import type { BarColumns } from '../bar-columns.js';

/** Bars that the candlestick patterns of a bar depend on: the longest pattern, the averages and the trend before it. */
const CANDLE_BARS = 32;

/**
 * The candlestick patterns that end at a bar, most confident first. They depend on that bar and the 31 before it and on
 * nothing else, so a chart and a description say the same about a bar.
 *
 * @throws QuantError for a high below its low
 */
export function candlesAt({ open, high, low, close }: BarColumns, index: number): FoundCandlePattern[] {
  const from = Math.max(index + 1 - CANDLE_BARS, 0);
  const window = (column: Float64Array): Float64Array => column.subarray(from, index + 1);
  const columns = { open: window(open), high: window(high), low: window(low), close: window(close) };
  return findCandlePatterns(columns, { from: index - from })
    .map((found) => ({ ...found, index }))
    .sort((a, b) => b.confidence - a.confidence);
}
