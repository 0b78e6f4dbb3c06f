import { Finding_Code, Finding_Severity } from '@cream/proto/market';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import { type CheckedSeries, storedFinding } from './checked-series.js';
import type { Finding } from './finding.js';

/**
 * Bars missing between two bars, counted against the session calendar: nights, weekends, holidays and early closes are no
 * gaps. One finding for each run of missing bars, however many sessions it spans.
 */
export function* gaps(series: CheckedSeries, calendar: TradingCalendar): Generator<Finding> {
  const { starts, ends, lengthMs, count } = series;
  for (let i = 1; i < count; i++) {
    const [from = 0, to = 0] = [ends[i - 1], starts[i]];
    if (to <= from) continue;
    const missing =
      lengthMs === undefined
        ? calendar.fullSessionsWithin(from, to)
        : Math.ceil(calendar.tradingMsWithin(from, to) / lengthMs);
    if (missing === 0) continue;
    const observed = `${missing} missing ${missing === 1 ? 'bar' : 'bars'} until ${new Date(to).toISOString()}`;
    yield storedFinding(series, Finding_Code.GAP, Finding_Severity.WARNING, from, observed, 'a bar for every interval');
  }
}
