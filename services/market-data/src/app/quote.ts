import { timestamp } from '@cream/domain';
import type { Quote } from '@cream/proto/market';
import type { TradingCalendar } from '../calendar/trading-calendar.js';
import { intervalMs } from './bar-interval.js';
import type { BarSeries } from './bar-series.js';
import { isStale } from './validation/stale.js';

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
    stale: isStale(endMs, intervalMs(series.interval), asOfMs, calendar),
  };
}
