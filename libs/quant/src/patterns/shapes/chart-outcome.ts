import type { Pivot } from '../../levels/pivots.js';
import { at, type Numbers } from '../../numbers.js';
import { type ChartColumns, meanRange } from './chart-columns.js';
import type { ChartOutline, ChartPattern, ChartPatternDirection, ChartPatternStatus } from './chart-pattern.js';
import { priceAt } from './trend-line.js';

interface Outcome {
  readonly status: ChartPatternStatus;
  /** The bar whose close left the lines, or the last bar it could have. */
  readonly index: number | undefined;
  readonly direction: ChartPatternDirection;
}

/** What the closes after its last pivot made of a pattern. */
export function withOutcome(outline: ChartOutline, columns: ChartColumns, side: number): ChartPattern {
  const { pivots, height, shape, upper, lower } = outline;
  const first = pivots[0] as Pivot;
  const last = pivots.at(-1) as Pivot;
  const knownIndex = last.index + side;
  const { status, index, direction } = outcomeOf(outline, columns.close, last.index + 1);
  const size = height / (height + 4 * meanRange(columns, first.index, last.index));
  const levelIndex = status === 'CONFIRMED' && index !== undefined ? index : knownIndex;
  const breakoutLevel =
    direction === 'NEUTRAL' ? undefined : priceAt(direction === 'BULLISH' ? upper : lower, levelIndex);
  return {
    ...outline,
    direction,
    knownIndex,
    status,
    statusIndex: index === undefined ? undefined : Math.max(index, knownIndex),
    breakoutLevel,
    target: breakoutLevel === undefined ? undefined : breakoutLevel + (direction === 'BULLISH' ? height : -height),
    confidence: status === 'FAILED' ? 0 : 0.5 * shape + 0.25 * size + (status === 'CONFIRMED' ? 0.25 : 0),
  };
}

function outcomeOf({ direction, upper, lower, lastBar }: ChartOutline, close: Numbers, from: number): Outcome {
  for (let index = from; index < close.length && index <= lastBar; index++) {
    const price = at(close, index);
    const broken = price > priceAt(upper, index) ? 'BULLISH' : price < priceAt(lower, index) ? 'BEARISH' : undefined;
    if (broken === undefined) continue;
    if (direction === 'NEUTRAL') return { status: 'CONFIRMED', index, direction: broken };
    return { status: broken === direction ? 'CONFIRMED' : 'FAILED', index, direction };
  }
  if (close.length > lastBar) return { status: 'FAILED', index: lastBar, direction };
  return { status: 'FORMING', index: undefined, direction };
}
