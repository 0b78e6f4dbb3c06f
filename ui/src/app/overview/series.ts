import type { EquityPoint } from '@cream/proto/cycle';
import { millis } from '../format/time.js';

/** One point of a drawn line: seconds since the epoch, and a value that is only for the eye. */
export interface Point {
  readonly time: number;
  readonly value: number;
}

/**
 * Equity as a line that begins at `start` dollars, so that runs and benchmarks of different size compare. Times ascend
 * strictly: of two points in the same second the later one stays.
 */
export function equityLine(equity: readonly EquityPoint[], start: number): readonly Point[] {
  const points: Point[] = [];
  const first = Number(equity[0]?.equity?.value);
  if (!(first > 0)) return points;
  const scale = start > 0 ? start / first : 1;
  for (const point of equity) {
    if (!point.time || !point.equity) continue;
    const time = Math.floor(millis(point.time) / 1000);
    if (points.at(-1)?.time === time) points.pop();
    points.push({ time, value: Number(point.equity.value) * scale });
  }
  return points;
}

/** How far each point lies below the highest before it, as a negative fraction; 0 at a new high. */
export function drawdownLine(line: readonly Point[]): readonly Point[] {
  let peak = 0;
  return line.map(({ time, value }) => {
    peak = Math.max(peak, value);
    return { time, value: value / peak - 1 };
  });
}

/** The value of a line at a time: that of its last point until then; undefined before its first. */
export function valueAt(line: readonly Point[], time: number): number | undefined {
  return line.findLast((point) => point.time <= time)?.value;
}
