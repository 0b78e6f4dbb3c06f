import type { BarSeries } from './bar-series.js';

/** One bar of one series. */
export interface BarAt {
  readonly series: BarSeries;
  readonly index: number;
  readonly endMs: number;
}

/**
 * The bars of several series that end in (afterMs, asOfMs], in the order of their ends; those that end together in the
 * order of the series.
 */
export function* barsInTime(series: readonly BarSeries[], afterMs: number, asOfMs: number): Generator<BarAt> {
  const cursors = series.map((one) => ({ series: one, next: one.visibleAt(afterMs), stop: one.visibleAt(asOfMs) }));
  for (;;) {
    let earliest: (typeof cursors)[number] | undefined;
    let endMs = Number.POSITIVE_INFINITY;
    for (const cursor of cursors) {
      if (cursor.next < cursor.stop && cursor.series.endOf(cursor.next) < endMs) {
        earliest = cursor;
        endMs = cursor.series.endOf(cursor.next);
      }
    }
    if (earliest === undefined) return;
    yield { series: earliest.series, index: earliest.next, endMs };
    earliest.next += 1;
  }
}
