import type { Pivot } from '../../levels/pivots.js';

/** price = intercept + slope · bar, where bar is the position in the series. */
export interface TrendLine {
  readonly slope: number;
  readonly intercept: number;
}

export function priceAt(line: TrendLine, index: number): number {
  return line.intercept + line.slope * index;
}

export function flatLine(price: number): TrendLine {
  return { slope: 0, intercept: price };
}

/** The least-squares line through two or more pivots at different bars; through two it is exact. */
export function lineThrough(pivots: readonly Pivot[]): TrendLine {
  // Offsets from the first pivot keep the digits that large positions and prices would take.
  const first = pivots[0] as Pivot;
  let x = 0;
  let y = 0;
  for (const { index, price } of pivots) {
    x += (index - first.index) / pivots.length;
    y += (price - first.price) / pivots.length;
  }
  let xx = 0;
  let xy = 0;
  for (const { index, price } of pivots) {
    xx += (index - first.index - x) ** 2;
    xy += (index - first.index - x) * (price - first.price - y);
  }
  const slope = xy / xx;
  return { slope, intercept: first.price + y - slope * (first.index + x) };
}

/** The largest distance of a pivot from the line, in price units. */
export function largestMiss(line: TrendLine, pivots: readonly Pivot[]): number {
  return Math.max(...pivots.map(({ index, price }) => Math.abs(price - priceAt(line, index))));
}
