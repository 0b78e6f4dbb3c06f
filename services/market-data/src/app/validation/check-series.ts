import { Finding_Code } from '@cream/proto/market';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import type { CheckedSeries } from './checked-series.js';
import type { Finding } from './finding.js';
import { flashCrashes } from './flash-crash.js';
import { gaps } from './gap.js';
import { spikes } from './spike.js';
import { staleness } from './stale.js';
import { volumeAnomalies } from './volume-anomaly.js';

type SeriesCheck = (series: CheckedSeries, asOfMs: number, calendar: TradingCalendar) => Iterable<Finding>;

/** The checks of stored series by the code of what they find. They look at bars that are visible at the time, and no others. */
export const SERIES_CHECKS: ReadonlyMap<Finding_Code, SeriesCheck> = new Map<Finding_Code, SeriesCheck>([
  [Finding_Code.STALE, staleness],
  [Finding_Code.GAP, (series, _asOfMs, calendar) => gaps(series, calendar)],
  [Finding_Code.SPIKE, spikes],
  [Finding_Code.FLASH_CRASH, flashCrashes],
  [Finding_Code.VOLUME_ANOMALY, volumeAnomalies],
]);
