import { swingPivots } from '../../levels/pivots.js';
import { requireNumber } from '../../numbers.js';
import { type ChartColumns, mirroredColumns, requireChartColumns } from './chart-columns.js';
import { withOutcome } from './chart-outcome.js';
import type { ChartPattern } from './chart-pattern.js';
import { mirroredPattern } from './mirrored-pattern.js';
import { MOST_SWINGS, outlinesOf } from './outlines.js';
import { Swings } from './swings.js';

export interface ChartPatternOptions {
  /** Bars on either side that a pivot stands out from. Default 5. */
  readonly side?: number;
  /** Least height, in mean ranges of the bars between the first and the last pivot. Default 2. */
  readonly minHeight?: number;
}

/**
 * Double tops and bottoms, head and shoulders, triangles, flags and pennants, in the order in which they became known.
 * Every swing that completes a pattern gives one, so patterns may overlap. All limits are shares of a pattern's own
 * height, so neither the currency nor a constant added to every price matters, and bottoms are tops upside down.
 *
 * Nothing looks ahead: over the first n bars of a series it finds the patterns with `knownIndex` below n, and their
 * status as of then. Time is linear in the bars.
 *
 * @throws QuantError for columns of different lengths and prices that are not finite
 */
export function findChartPatterns(columns: ChartColumns, options: ChartPatternOptions = {}): ChartPattern[] {
  const { side = 5, minHeight = 2 } = options;
  requireNumber('minHeight', minHeight);
  requireChartColumns(columns);
  return [
    ...uprightPatterns(columns, side, minHeight),
    ...uprightPatterns(mirroredColumns(columns), side, minHeight).map(mirroredPattern),
  ].sort((a, b) => a.knownIndex - b.knownIndex);
}

function uprightPatterns(columns: ChartColumns, side: number, minHeight: number): ChartPattern[] {
  const found: ChartPattern[] = [];
  const swings = new Swings(MOST_SWINGS);
  const pivots = swingPivots(columns.high, columns.low, side);
  for (let k = 0; k < pivots.length; ) {
    // A bar that is both a high and a low has two, one after the other.
    const count = pivots[k]?.index === pivots[k + 1]?.index ? 2 : 1;
    const isNew = swings.push(pivots.slice(k, k + count));
    k += count;
    if (!isNew) continue;
    for (const outline of outlinesOf(swings, columns, minHeight)) found.push(withOutcome(outline, columns, side));
  }
  return found;
}
