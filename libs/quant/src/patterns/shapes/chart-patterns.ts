import { type Pivot, swingPivots } from '../../levels/pivots.js';
import { requireNumber } from '../../numbers.js';
import { type ChartColumns, meanRange, mirroredColumns, requireChartColumns } from './chart-columns.js';
import { withOutcome } from './chart-outcome.js';
import type { ChartOutline, ChartPattern, ChartPatternDirection, ChartPatternKind } from './chart-pattern.js';
import { doubleTop } from './double-top.js';
import { bullFlag } from './flag.js';
import { headAndShoulders } from './head-and-shoulders.js';
import { swingsAsTheyCame } from './swings.js';
import type { TrendLine } from './trend-line.js';
import { triangle } from './triangle.js';

export interface ChartPatternOptions {
  /** Bars on either side that a pivot stands out from. Default 5. */
  readonly side?: number;
  /** Least height, in mean ranges of the bars between the first and the last pivot. Default 2. */
  readonly minHeight?: number;
}

const SHAPES: readonly ((swings: readonly Pivot[]) => ChartOutline | undefined)[] = [
  doubleTop,
  headAndShoulders,
  triangle,
  bullFlag,
];
/** Swings of the longest pattern. */
const MOST_SWINGS = 6;

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
  for (const swings of swingsAsTheyCame(swingPivots(columns.high, columns.low, side), MOST_SWINGS)) {
    for (const shape of SHAPES) {
      const outline = shape(swings);
      if (outline && isHigh(outline, columns, minHeight)) found.push(withOutcome(outline, columns, side));
    }
  }
  return found;
}

function isHigh({ pivots, height }: ChartOutline, columns: ChartColumns, minHeight: number): boolean {
  const [first, last] = [pivots[0] as Pivot, pivots.at(-1) as Pivot];
  return height > 0 && height >= minHeight * meanRange(columns, first.index, last.index);
}

const MIRRORED_KINDS: Readonly<Record<ChartPatternKind, ChartPatternKind>> = {
  DOUBLE_TOP: 'DOUBLE_BOTTOM',
  DOUBLE_BOTTOM: 'DOUBLE_TOP',
  HEAD_AND_SHOULDERS: 'INVERSE_HEAD_AND_SHOULDERS',
  INVERSE_HEAD_AND_SHOULDERS: 'HEAD_AND_SHOULDERS',
  ASCENDING_TRIANGLE: 'DESCENDING_TRIANGLE',
  DESCENDING_TRIANGLE: 'ASCENDING_TRIANGLE',
  SYMMETRICAL_TRIANGLE: 'SYMMETRICAL_TRIANGLE',
  BULL_FLAG: 'BEAR_FLAG',
  BEAR_FLAG: 'BULL_FLAG',
  BULL_PENNANT: 'BEAR_PENNANT',
  BEAR_PENNANT: 'BULL_PENNANT',
};
const MIRRORED_DIRECTIONS: Readonly<Record<ChartPatternDirection, ChartPatternDirection>> = {
  BULLISH: 'BEARISH',
  BEARISH: 'BULLISH',
  NEUTRAL: 'NEUTRAL',
};

function mirroredPattern(pattern: ChartPattern): ChartPattern {
  const { breakoutLevel, target } = pattern;
  return {
    ...pattern,
    kind: MIRRORED_KINDS[pattern.kind],
    direction: MIRRORED_DIRECTIONS[pattern.direction],
    pivots: pattern.pivots.map(({ index, price, kind }) => ({
      index,
      price: 0 - price,
      kind: kind === 'HIGH' ? 'LOW' : 'HIGH',
    })),
    upper: mirroredLine(pattern.lower),
    lower: mirroredLine(pattern.upper),
    breakoutLevel: breakoutLevel === undefined ? undefined : 0 - breakoutLevel,
    target: target === undefined ? undefined : 0 - target,
  };
}

const mirroredLine = ({ slope, intercept }: TrendLine): TrendLine => ({ slope: 0 - slope, intercept: 0 - intercept });
