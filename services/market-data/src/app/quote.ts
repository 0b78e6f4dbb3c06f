import { timestamp } from '@cream/domain';
import type { Quote } from '@cream/proto/market';
import type { TradingCalendar } from '../calendar/trading-calendar.js';
import { intervalMs } from './bar-interval.js';
import type { BarSeries } from './bar-series.js';

/** Bars an intraday series may lack before its price counts as stale. */
const MISSED_BARS = 2;

/**
 * The close of a bar as a quote at `asOfMs`. Bars know no bid and ask, so both stay absent.
 * @param index the newest bar visible then
 */
export function quoteOf(series: BarSeries, index: number, asOfMs: number, calendar: TradingCalendar): Quote {
  const bar = series.bar(index);
  const endMs = series.endOf(index);
  return {
    $typeName: 'cream.market.v1.Quote',
    symbol: series.symbol,
    last: bar.close as NonNullable<typeof bar.close>,
    time: timestamp(endMs),
    ageSeconds: BigInt(Math.floor((asOfMs - endMs) / 1000)),
    stale: isStale(series, endMs, asOfMs, calendar),
  };
}

/**
 * Stale: a full session closed between price and asked time, or an intraday series went without a bar for more than two
 * of its intervals of regular trading.
 */
function isStale(series: BarSeries, endMs: number, asOfMs: number, calendar: TradingCalendar): boolean {
  if (asOfMs === endMs) return false;
  if (calendar.fullSessionsWithin(endMs, asOfMs) > 0) return true;
  const length = intervalMs(series.interval);
  return length !== undefined && calendar.tradingMsWithin(endMs, asOfMs) > MISSED_BARS * length;
}
