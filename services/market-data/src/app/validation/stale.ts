import { Finding_Code, Finding_Severity } from '@cream/proto/market';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import { intervalName } from '../bar-interval.js';
import { type CheckedSeries, storedFinding } from './checked-series.js';
import type { Finding } from './finding.js';

/** Bars an intraday series may lack before its newest price counts as stale. */
const MISSED_BARS = 2;

/**
 * Whether a price of `endMs` is stale at a time: a full session closed since, or an intraday series went without a bar for
 * more than two of its intervals of regular trading.
 */
export function isStale(
  endMs: number,
  lengthMs: number | undefined,
  asOfMs: number,
  calendar: TradingCalendar,
): boolean {
  if (asOfMs === endMs) return false;
  if (calendar.fullSessionsWithin(endMs, asOfMs) > 0) return true;
  return lengthMs !== undefined && calendar.tradingMsWithin(endMs, asOfMs) > MISSED_BARS * lengthMs;
}

/** A series whose newest bar is stale at a time. */
export function* staleness(series: CheckedSeries, asOfMs: number, calendar: TradingCalendar): Generator<Finding> {
  const { ends, starts, count, lengthMs, interval } = series;
  const newest = ends[count - 1];
  if (newest === undefined || !isStale(newest, lengthMs, asOfMs, calendar)) return;
  const sessions = calendar.fullSessionsWithin(newest, asOfMs);
  const observed = `newest bar ended ${new Date(newest).toISOString()}, ${sessions} full sessions before`;
  const expected = `a newer ${intervalName(interval)} bar by ${new Date(asOfMs).toISOString()}`;
  const at = starts[count - 1] ?? newest;
  yield storedFinding(series, Finding_Code.STALE, Finding_Severity.WARNING, at, observed, expected);
}
