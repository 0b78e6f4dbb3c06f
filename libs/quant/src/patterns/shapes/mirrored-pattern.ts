import type { ChartPattern, ChartPatternDirection, ChartPatternKind } from './chart-pattern.js';
import type { TrendLine } from './trend-line.js';

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

/** A pattern of the chart upside down, as it lies in the chart. */
export function mirroredPattern(pattern: ChartPattern): ChartPattern {
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
