import type { Candle } from './candle.js';

export type TrendDirection = 'UP' | 'DOWN' | 'SIDEWAYS';

/** Where the price came from before a pattern. */
export interface TrendContext {
  readonly direction: TrendDirection;
  /** How clear the trend is, 0 to below 1; 0.5 where it stops being sideways. */
  readonly strength: number;
}

/** Bars of the trend before a pattern. */
export const TREND_BARS = 5;

/**
 * The trend of the `TREND_BARS` bars before a bar: the change of the close over them in units of their mean range,
 *
 *     move = (close[n] − close[0]) / mean(high − low),   strength = |move| / (1 + |move|)
 *
 * UP from 1 on, DOWN from −1 on. A change without any range (gaps between flat bars) is a full trend just below 1.
 *
 * @param index the first candle of the pattern: nothing from it on is looked at
 * @returns undefined when fewer than `TREND_BARS` + 1 candles precede it
 */
export function trendBefore(candles: readonly Candle[], index: number): TrendContext | undefined {
  const last = candles[index - 1];
  const first = candles[index - 1 - TREND_BARS];
  if (first === undefined || last === undefined) return undefined;
  let range = 0;
  for (let i = index - TREND_BARS; i < index; i++) range += (candles[i] as Candle).range / TREND_BARS;
  const change = last.close - first.close;
  const size = Math.abs(change);
  // The same as |move| / (1 + |move|), without dividing by a range of 0.
  const strength = size === 0 ? 0 : Math.min(size / (size + range), 1 - Number.EPSILON);
  if (size === 0 || size < range) return { direction: 'SIDEWAYS', strength };
  return { direction: change > 0 ? 'UP' : 'DOWN', strength };
}
