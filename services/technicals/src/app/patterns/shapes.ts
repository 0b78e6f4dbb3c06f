import { type ChartPattern, findChartPatterns, priceAt } from '@cream/quant';
import type { BarColumns } from '../bar-columns.js';

/** Bars on either side that a pivot of a shape stands out from; least height in mean ranges of its bars. */
export const SHAPE_OPTIONS = { side: 5, minHeight: 2 } as const;

/**
 * The chart patterns that a trader would still have before his eyes at the newest bar: those forming, and those confirmed
 * that are still on their way. Of each kind the newest alone,
 * since every swing that fits completes one more. In the order in which they became known.
 */
export function activeShapes(columns: BarColumns): ChartPattern[] {
  const newest = new Map<string, ChartPattern>();
  for (const shape of findChartPatterns(columns, SHAPE_OPTIONS)) {
    if (!isActive(shape, columns)) continue;
    newest.delete(shape.kind);
    newest.set(shape.kind, shape);
  }
  return [...newest.values()];
}

/**
 * Whether it is forming, or confirmed and neither outlived, nor at its target, nor undone by a close beyond where its other
 * line stood when it broke out.
 */
export function isActive(shape: ChartPattern, { high, low, close }: BarColumns): boolean {
  if (shape.status !== 'CONFIRMED') return shape.status === 'FORMING';
  const { target, pivots, statusIndex, direction, upper, lower } = shape;
  const [first, last] = [pivots[0], pivots.at(-1)];
  if (target === undefined || statusIndex === undefined || first === undefined || last === undefined) return false;
  if (close.length - 1 - statusIndex > last.index - first.index) return false;
  const bullish = direction === 'BULLISH';
  const undone = priceAt(bullish ? lower : upper, statusIndex);
  const isOver = (index: number): boolean =>
    bullish
      ? (high[index] ?? 0) >= target || (close[index] ?? 0) < undone
      : (low[index] ?? 0) <= target || (close[index] ?? 0) > undone;
  for (let index = last.index + 1; index < close.length; index++) if (isOver(index)) return false;
  return true;
}
