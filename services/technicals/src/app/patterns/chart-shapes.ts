import { type ChartShape, ChartShape_Status, PatternDirection } from '@cream/proto/knowledge';
import { type ChartPattern, findChartPatterns, priceAt, type TrendLine } from '@cream/quant';
import type { BarColumns } from '../bar-columns.js';
import { isActive, SHAPE_OPTIONS } from './shapes.js';

/**
 * The chart patterns that became known from bar `first` on and did not fail, oldest first. Of those of one kind that share
 * a pivot the newest stands for all. Positions count from `first`.
 */
export function chartShapes(columns: BarColumns, first: number): ChartShape[] {
  const found = findChartPatterns(columns, SHAPE_OPTIONS).filter(
    ({ status, knownIndex }) => status !== 'FAILED' && knownIndex >= first,
  );
  return found
    .filter((shape, position) => !found.slice(position + 1).some((later) => isSameAgain(shape, later)))
    .map((shape) => shapeMessage(shape, columns, first));
}

function isSameAgain(shape: ChartPattern, later: ChartPattern): boolean {
  const bars = new Set(shape.pivots.map(({ index }) => index));
  return shape.kind === later.kind && later.pivots.some(({ index }) => bars.has(index));
}

function shapeMessage(shape: ChartPattern, columns: BarColumns, first: number): ChartShape {
  const { kind, direction, status, pivots, upper, lower, breakoutLevel, target, confidence } = shape;
  // Each line begins at the first pivot of its own side: before it there is nothing it could touch.
  const begin = (side: 'HIGH' | 'LOW'): number => pivots.find((pivot) => pivot.kind === side)?.index ?? first;
  const to = shape.statusIndex ?? columns.close.length - 1;
  return {
    $typeName: 'cream.knowledge.v1.ChartShape',
    kind,
    direction: PatternDirection[direction],
    status: ChartShape_Status[status],
    pivots: pivots.map(({ index, price }) => point(index - first, price)),
    upper: segment(upper, begin('HIGH'), to, first),
    lower: segment(lower, begin('LOW'), to, first),
    confidence,
    knownBar: shape.knownIndex - first,
    active: isActive(shape, columns),
    ...(breakoutLevel === undefined ? {} : { breakout: breakoutLevel }),
    ...(target === undefined ? {} : { target }),
    ...(shape.statusIndex === undefined ? {} : { decidedBar: shape.statusIndex - first }),
  };
}

function segment(line: TrendLine, from: number, to: number, first: number) {
  return {
    $typeName: 'cream.knowledge.v1.ChartSegment' as const,
    from: point(from - first, priceAt(line, from)),
    to: point(to - first, priceAt(line, to)),
  };
}

function point(bar: number, price: number) {
  return { $typeName: 'cream.knowledge.v1.ChartPoint' as const, bar, price };
}
