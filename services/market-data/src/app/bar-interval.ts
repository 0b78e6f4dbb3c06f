import { BarInterval } from '@cream/proto/market';

const MINUTE_MS = 60_000;

/** The intraday intervals of the contract and their length in milliseconds, shortest first. */
export const INTRADAY_INTERVALS: ReadonlyMap<number, BarInterval> = new Map([
  [MINUTE_MS, BarInterval.ONE_MINUTE],
  [5 * MINUTE_MS, BarInterval.FIVE_MINUTES],
  [15 * MINUTE_MS, BarInterval.FIFTEEN_MINUTES],
  [30 * MINUTE_MS, BarInterval.THIRTY_MINUTES],
  [60 * MINUTE_MS, BarInterval.ONE_HOUR],
]);

/** Length of an intraday interval in milliseconds; undefined for daily bars, whose length is their session's. */
export function intervalMs(interval: BarInterval): number | undefined {
  for (const [ms, candidate] of INTRADAY_INTERVALS) if (candidate === interval) return ms;
  return undefined;
}

/** `30-minute`, for messages. */
export function intervalName(interval: BarInterval): string {
  const ms = intervalMs(interval);
  if (ms === undefined) return interval === BarInterval.ONE_DAY ? 'daily' : `interval ${interval}`;
  return `${ms / MINUTE_MS}-minute`;
}
