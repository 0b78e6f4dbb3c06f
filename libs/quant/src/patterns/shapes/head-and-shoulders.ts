import type { Pivot } from '../../levels/pivots.js';
import { type ChartOutline, usedShare } from './chart-pattern.js';
import { flatLine, lineThrough, priceAt } from './trend-line.js';

/** How far the shoulders, and the valleys, may lie apart, as a share of the height. */
const TOLERANCE = 0.35;
/** How far the head must stand above the higher shoulder, as a share of the height. */
const HEAD_LEAD = 0.15;
/** The longer half may last this many times as long as the shorter. */
const LONGEST_HALF = 2.5;

/**
 * Three highs after a rise, the middle one the highest. The neckline goes through the two valleys, the height is the head
 * less the neckline below it, and both shoulders lie above the neckline. It fails when a close tops the head; it may take
 * as long to break as it took to form.
 */
export function headAndShoulders(swings: readonly Pivot[]): ChartOutline | undefined {
  const [start, left, leftValley, head, rightValley, right] = swings.slice(-6);
  if (!start || !left || !leftValley || !head || !rightValley || !right || right.kind !== 'HIGH') return undefined;
  const neckline = lineThrough([leftValley, rightValley]);
  const height = head.price - priceAt(neckline, head.index);
  const shoulderMiss = Math.abs(left.price - right.price);
  const valleyMiss = Math.abs(leftValley.price - rightValley.price);
  const halves = (right.index - head.index) / (head.index - left.index);
  const evenness = Math.min(halves, 1 / halves);
  if (
    start.price > Math.min(leftValley.price, rightValley.price) ||
    !(height > 0) ||
    head.price - Math.max(left.price, right.price) < HEAD_LEAD * height ||
    left.price <= priceAt(neckline, left.index) ||
    right.price <= priceAt(neckline, right.index) ||
    shoulderMiss > TOLERANCE * height ||
    valleyMiss > TOLERANCE * height ||
    evenness * LONGEST_HALF < 1
  ) {
    return undefined;
  }
  return {
    kind: 'HEAD_AND_SHOULDERS',
    direction: 'BEARISH',
    pivots: [start, left, leftValley, head, rightValley, right],
    upper: flatLine(head.price),
    lower: neckline,
    height,
    shape: (2 - usedShare(shoulderMiss, TOLERANCE * height) - usedShare(valleyMiss, TOLERANCE * height) + evenness) / 3,
    lastBar: right.index + (right.index - start.index),
  };
}
