import type { BarInterval } from '@cream/proto/market';
import { INTRADAY_INTERVALS, intervalName } from '../../app/bar-interval.js';
import { MarketDataError } from '../../app/market-data-error.js';
import { DAY_MS } from '../../calendar/civil-date.js';
import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import type { TradingSession } from '../../calendar/trading-calendar.js';
import { lineOfRow } from './read-series-file.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SESSION_MS = 390 * MINUTE_MS;
const MOST_EQUAL_GAPS = 12;
// Around-the-clock data goes on after midnight; a daily bar stamped with midnight is followed by the pre-market or the open.
const OVERNIGHT_PAUSE_MS = 3 * HOUR_MS;

/** Intraday bars with the interval found for them. */
export interface IntradayBars {
  readonly file: string;
  readonly starts: Float64Array;
  readonly sessions: readonly TradingSession[];
  /** The interval in milliseconds. */
  readonly length: number;
  readonly interval: BarInterval;
}

/**
 * Bars may be missing, but a file must not mix intervals: read with the shorter one, its longer bars would be visible
 * before they were over. So the distance between two bars of a date must be a multiple of the interval, a long run of
 * another known interval is refused, and so is a midnight bar that stands alone: a daily bar among intraday ones.
 * @throws MarketDataError MIXED_INTERVAL
 */
export function checkOneInterval(bars: IntradayBars): void {
  const { starts, sessions, length } = bars;
  let run = 0;
  let previous = 0;
  for (let row = 0; row < starts.length; row++) {
    const gap = gapBefore(bars, row);
    if (gap % length !== 0) throw mixed(bars, row, `${gap / MINUTE_MS} minutes after the bar before`);
    run = gap === previous ? run + 1 : 1;
    previous = gap;
    const suspicious = Math.min(MOST_EQUAL_GAPS, Math.floor(SESSION_MS / gap));
    if (gap > length && INTRADAY_INTERVALS.has(gap) && run >= suspicious) {
      throw mixed(bars, row, `${run + 1} bars in a row are ${gap / MINUTE_MS} minutes apart`);
    }
    if ((starts[row] ?? 0) % HOUR_MS === 0 && isLoneMidnight(bars, row, sessions[row])) {
      throw mixed(bars, row, 'a bar at midnight with none near it');
    }
  }
}

/** Distance to the bar before on the same date, 0 for the first of a date. */
function gapBefore({ starts, sessions }: IntradayBars, row: number): number {
  const sameDate = row > 0 && row < starts.length && sessions[row] === sessions[row - 1];
  return sameDate ? (starts[row] ?? 0) - (starts[row - 1] ?? 0) : 0;
}

function isLoneMidnight(bars: IntradayBars, row: number, session: TradingSession | undefined): boolean {
  const start = bars.starts[row] ?? 0;
  const before = gapBefore(bars, row);
  const after = gapBefore(bars, row + 1);
  if (start % DAY_MS === 0) return before === 0 && after === 0;
  const isMidnight = session !== undefined && start === newYorkMidnight(session.day);
  return isMidnight && (after === 0 || after > OVERNIGHT_PAUSE_MS);
}

function mixed({ file, interval }: IntradayBars, row: number, text: string): MarketDataError {
  const place = { file, line: lineOfRow(row) };
  return new MarketDataError('MIXED_INTERVAL', `${text}, in a series of ${intervalName(interval)} bars`, place);
}
