import type { Pivot } from '../../levels/pivots.js';
import { type ChartOutline, usedShare } from './chart-pattern.js';
import { flatLine } from './trend-line.js';

/** How far the tops may lie apart, as a share of the height. */
const TOP_TOLERANCE = 0.15;

/**
 * Two highs at about one price after a rise: low, top, valley, top, the first low no higher than the valley. The neckline
 * is flat through the valley and the height is the higher top less the valley. It may take as long to break as it took
 * to form.
 */
export function doubleTop(swings: readonly Pivot[]): ChartOutline | undefined {
  const [start, top, valley, secondTop] = swings.slice(-4);
  if (!start || !top || !valley || !secondTop || secondTop.kind !== 'HIGH') return undefined;
  const highest = Math.max(top.price, secondTop.price);
  const height = highest - valley.price;
  const miss = Math.abs(top.price - secondTop.price);
  if (start.price > valley.price || miss > TOP_TOLERANCE * height) return undefined;
  return {
    kind: 'DOUBLE_TOP',
    direction: 'BEARISH',
    pivots: [start, top, valley, secondTop],
    upper: flatLine(highest),
    lower: flatLine(valley.price),
    height,
    shape: 1 - usedShare(miss, TOP_TOLERANCE * height),
    lastBar: secondTop.index + (secondTop.index - start.index),
  };
}
