import type { Pivot } from '../../levels/pivots.js';
import { type ChartOutline, usedShare } from './chart-pattern.js';
import { lineThrough, priceAt } from './trend-line.js';

/** How much of the pole the flag may give back. */
const DEEPEST = 0.5;
/** The flag may last this many times as long as the pole. */
const LONGEST = 4;
/** How much the width of a flag may change from end to end, as a share of the larger; a pennant shrinks more. */
const PARALLEL = 0.35;

/**
 * A steep rise (the pole, from the first low to the first high) and a rest of two highs and two lows that gives back at
 * most half of it: between parallel lines that do not rise a flag, between lines that meet, the upper falling and the
 * lower rising, a pennant. The target is the pole above the breakout; a close below the lower line fails it, and so do as
 * many bars without a breakout as pole and flag took.
 */
export function bullFlag(swings: readonly Pivot[]): ChartOutline | undefined {
  const [start, top, low, high, secondLow] = swings.slice(-5);
  if (!start || !top || !low || !high || !secondLow || secondLow.kind !== 'LOW') return undefined;
  const pole = top.price - start.price;
  const depth = top.price - Math.min(low.price, secondLow.price);
  const bars = secondLow.index - top.index;
  if (depth > DEEPEST * pole || high.price > top.price || bars > LONGEST * (top.index - start.index)) return undefined;
  const upper = lineThrough([top, high]);
  const lower = lineThrough([low, secondLow]);
  const before = priceAt(upper, top.index) - priceAt(lower, top.index);
  const after = priceAt(upper, secondLow.index) - priceAt(lower, secondLow.index);
  if (!(before > 0 && after > 0)) return undefined;
  const change = (before - after) / Math.max(before, after);
  const isFlag = Math.abs(change) <= PARALLEL && lower.slope <= 0;
  const isPennant = change > PARALLEL && upper.slope < 0 && lower.slope > 0;
  if (!(isFlag || isPennant)) return undefined;
  return {
    kind: isFlag ? 'BULL_FLAG' : 'BULL_PENNANT',
    direction: 'BULLISH',
    pivots: [start, top, low, high, secondLow],
    upper,
    lower,
    height: pole,
    // Shallow is ideal; of a flag parallel lines too.
    shape: isFlag
      ? 1 - (usedShare(depth, DEEPEST * pole) + Math.abs(change) / PARALLEL) / 2
      : 1 - usedShare(depth, DEEPEST * pole),
    lastBar: secondLow.index + Math.floor(Math.min(secondLow.index - start.index, barsToMeeting(before, after, bars))),
  };
}

/** Bars after the last pivot until the lines meet. */
function barsToMeeting(before: number, after: number, bars: number): number {
  return after < before ? (bars * after) / (before - after) : Number.POSITIVE_INFINITY;
}
