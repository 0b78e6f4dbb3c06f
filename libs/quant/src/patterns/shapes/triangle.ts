import type { Pivot } from '../../levels/pivots.js';
import { type ChartOutline, type ChartPatternDirection, type ChartPatternKind, usedShare } from './chart-pattern.js';
import { largestMiss, lineThrough, priceAt } from './trend-line.js';

/** A side is flat when it moves no more than this over the triangle, as a share of its height. */
const FLAT = 0.15;
/** A side that slopes moves at least this much. */
const SLOPED = 0.2;
/** How far a pivot may lie off its side, as a share of the height. */
const MISS = 0.1;

/**
 * Three highs on one line and two lows between them on another that meets it: the lows rise under a flat top (ascending),
 * the highs fall on a flat bottom (descending), or both (symmetrical). The height is the width at the first low, where both
 * sides have begun. A close outside must come before the sides meet, and within as many bars as it took to form.
 */
export function triangle(swings: readonly Pivot[]): ChartOutline | undefined {
  const pivots = swings.slice(-5);
  const [first, second, , , last] = pivots;
  if (!first || !second || !last || last.kind !== 'HIGH') return undefined;
  const highs = pivots.filter(({ kind }) => kind === 'HIGH');
  const lows = pivots.filter(({ kind }) => kind === 'LOW');
  const upper = lineThrough(highs);
  const lower = lineThrough(lows);
  const span = last.index - first.index;
  const height = priceAt(upper, second.index) - priceAt(lower, second.index);
  const left = priceAt(upper, last.index) - priceAt(lower, last.index);
  const miss = largestMiss(upper, highs);
  if (!(height > 0 && left > 0) || miss > MISS * height) return undefined;
  const [kind, direction] = sides((upper.slope * span) / height, (lower.slope * span) / height);
  if (kind === undefined) return undefined;
  const meeting = last.index + left / (lower.slope - upper.slope);
  return {
    kind,
    direction,
    pivots,
    upper,
    lower,
    height,
    shape: 1 - usedShare(miss, MISS * height),
    lastBar: Math.min(Math.floor(meeting), last.index + span),
  };
}

/** The kind by how far either side moves over the triangle, as a share of its height. */
function sides(upper: number, lower: number): [ChartPatternKind | undefined, ChartPatternDirection] {
  if (Math.abs(upper) <= FLAT && lower >= SLOPED) return ['ASCENDING_TRIANGLE', 'BULLISH'];
  if (upper <= -SLOPED && Math.abs(lower) <= FLAT) return ['DESCENDING_TRIANGLE', 'BEARISH'];
  if (upper <= -SLOPED && lower >= SLOPED) return ['SYMMETRICAL_TRIANGLE', 'NEUTRAL'];
  return [undefined, 'NEUTRAL'];
}
