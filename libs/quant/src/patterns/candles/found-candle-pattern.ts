import type { Candle } from './candle.js';
import { type CandleDirection, type CandlePattern, type CandleSignal, candleAgo } from './candle-pattern.js';
import { TREND_BARS, type TrendContext, trendBefore } from './trend-context.js';

/** A candlestick pattern at a bar. */
export interface FoundCandlePattern {
  readonly pattern: CandlePattern;
  /** The bar of its last candle (of a confirmed hikkake: the bar that confirmed it). */
  readonly index: number;
  readonly signal: CandleSignal;
  readonly direction: CandleDirection;
  /** The trend before its first candle; undefined when too few bars precede it. */
  readonly trend: TrendContext | undefined;
  /** 0 to 1: see `foundAt`. */
  readonly confidence: number;
}

/**
 * What a pattern's signal at a bar says; undefined when there is none.
 *
 *     confidence = 0.4 + 0.3 · agreement + 0.2 · size + 0.1 · confirmed
 *
 * agreement, −1 to 1: of a reversal the strength of a trend against its direction (less it, when the trend goes its way),
 * of a continuation the reverse, of indecision the strength of any trend, for without one it says nothing; 0 without
 * context. size, 0 to 1: range of the whole pattern / (that range + the mean range of the `TREND_BARS` bars before it ·
 * √candles), of the bars there are. confirmed: 1 for a signal of ±200.
 *
 * @param position of the bar in `candles`
 * @param index of the bar in the series
 */
export function foundAt(
  pattern: CandlePattern,
  candles: readonly Candle[],
  position: number,
  index: number,
): FoundCandlePattern | undefined {
  const signal = pattern.signalAt(candles, position);
  if (signal === 0) return undefined;
  const first = lastCandle(pattern, candles, position, signal) - pattern.candles + 1;
  const direction = pattern.direction ?? (signal > 0 ? 'BULLISH' : 'BEARISH');
  const trend = trendBefore(candles, first);
  const confirmed = Math.abs(signal) === 200 ? 1 : 0;
  const confidence =
    0.4 + 0.3 * agreement(pattern, direction, trend) + 0.2 * sizeOf(candles, first, position) + 0.1 * confirmed;
  return { pattern, index, signal, direction, trend, confidence: Math.min(Math.max(confidence, 0), 1) };
}

/** The pattern's own last candle, which a confirmation follows. */
function lastCandle(
  pattern: CandlePattern,
  candles: readonly Candle[],
  position: number,
  signal: CandleSignal,
): number {
  let last = position;
  if (Math.abs(signal) === 200) while (Math.abs(pattern.signalAt(candles, last)) !== 100) last--;
  return last;
}

function agreement({ nature }: CandlePattern, direction: CandleDirection, trend: TrendContext | undefined): number {
  if (trend === undefined || trend.direction === 'SIDEWAYS') return 0;
  if (nature === 'INDECISION' || direction === 'NEUTRAL') return trend.strength;
  const goesOn = (trend.direction === 'UP') === (direction === 'BULLISH');
  return goesOn === (nature === 'CONTINUATION') ? trend.strength : -trend.strength;
}

function sizeOf(candles: readonly Candle[], first: number, last: number): number {
  let high = Number.NEGATIVE_INFINITY;
  let low = Number.POSITIVE_INFINITY;
  for (let i = first; i <= last; i++) {
    const candle = candleAgo(candles, i, 0);
    high = Math.max(high, candle.high);
    low = Math.min(low, candle.low);
  }
  const before = Math.min(TREND_BARS, first);
  let usual = 0;
  for (let i = first - before; i < first; i++) usual += candleAgo(candles, i, 0).range / before;
  const range = high - low;
  return range === 0 ? 0 : range / (range + usual * Math.sqrt(last - first + 1));
}
