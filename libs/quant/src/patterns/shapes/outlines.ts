import type { Pivot } from '../../levels/pivots.js';
import { type ChartColumns, meanRange } from './chart-columns.js';
import type { ChartOutline } from './chart-pattern.js';
import { doubleTop } from './double-top.js';
import { bullFlag } from './flag.js';
import { headAndShoulders } from './head-and-shoulders.js';
import { triangle } from './triangle.js';

const SHAPES: readonly ((swings: readonly Pivot[]) => ChartOutline | undefined)[] = [
  doubleTop,
  headAndShoulders,
  triangle,
  bullFlag,
];
/** Swings of the longest pattern. */
export const MOST_SWINGS = 6;

/** The patterns that the newest swing completes, in charts that stand upright: tops and bull flags. */
export function outlinesOf(swings: readonly Pivot[], columns: ChartColumns, minHeight: number): ChartOutline[] {
  return SHAPES.flatMap((shape) => shape(swings) ?? []).filter((outline) => isHigh(outline, columns, minHeight));
}

function isHigh({ pivots, height }: ChartOutline, columns: ChartColumns, minHeight: number): boolean {
  const [first, last] = [pivots[0] as Pivot, pivots.at(-1) as Pivot];
  return height > 0 && height >= minHeight * meanRange(columns, first.index, last.index);
}
