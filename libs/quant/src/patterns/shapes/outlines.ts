import type { Pivot } from '../../levels/pivots.js';
import { at } from '../../numbers.js';
import { type ChartColumns, meanRange } from './chart-columns.js';
import type { ChartOutline } from './chart-pattern.js';
import { doubleTop } from './double-top.js';
import { bullFlag } from './flag.js';
import { headAndShoulders } from './head-and-shoulders.js';
import type { Swings } from './swings.js';
import { triangle } from './triangle.js';

interface Shape {
  readonly outline: (swings: readonly Pivot[]) => ChartOutline | undefined;
  /** Whether its first swing is the low that a rise began at. */
  readonly followsRise: boolean;
}

const SHAPES: readonly Shape[] = [
  { outline: doubleTop, followsRise: true },
  { outline: headAndShoulders, followsRise: true },
  { outline: triangle, followsRise: false },
  { outline: bullFlag, followsRise: true },
];
/** Swings of the longest pattern. */
export const MOST_SWINGS = 6;

/**
 * The patterns that the newest swing completes, in charts that stand upright: tops and bull flags. Where the chart begins
 * with the rise they follow, no pivot says where the rise began; the lowest bar before the first high then stands for it.
 */
export function outlinesOf(swings: Swings, columns: ChartColumns, minHeight: number): ChartOutline[] {
  const { newest } = swings;
  const beginning = swings.areAll ? lowBefore(newest[0], columns) : undefined;
  const risen = beginning === undefined ? newest : [beginning, ...newest];
  return SHAPES.flatMap(({ outline, followsRise }) => outline(followsRise ? risen : newest) ?? []).filter((outline) =>
    isHigh(outline, columns, minHeight),
  );
}

/** The lowest bar before a high, of equal ones the newest; undefined when no bar precedes it, and before a low. */
function lowBefore(pivot: Pivot | undefined, { low }: ChartColumns): Pivot | undefined {
  if (pivot?.kind !== 'HIGH' || pivot.index === 0) return undefined;
  let index = 0;
  for (let bar = 1; bar < pivot.index; bar++) if (at(low, bar) <= at(low, index)) index = bar;
  return { index, price: at(low, index), kind: 'LOW' };
}

function isHigh({ pivots, height }: ChartOutline, columns: ChartColumns, minHeight: number): boolean {
  const [first, last] = [pivots[0] as Pivot, pivots.at(-1) as Pivot];
  return height > 0 && height >= minHeight * meanRange(columns, first.index, last.index);
}
