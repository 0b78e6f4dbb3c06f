import { BarInterval } from '@cream/proto/market';
import { INTRADAY_INTERVALS } from '../../app/bar-interval.js';
import { MarketDataError, type MarketDataErrorCode } from '../../app/market-data-error.js';
import { DAY_MS, dateText } from '../../calendar/civil-date.js';
import { newYorkDay, newYorkMidnight, newYorkOffsetMs } from '../../calendar/new-york-clock.js';
import type { TradingCalendar, TradingSession } from '../../calendar/trading-calendar.js';
import { checkOneInterval } from './one-interval.js';
import { lineOfRow, type SeriesFile } from './read-series-file.js';
import type { TimeForm } from './time-cell.js';

const MINUTE_MS = 60_000;

/** When each bar begins and ends, UTC milliseconds, both ascending. */
export interface Timeline {
  readonly interval: BarInterval;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
}

type Times = Pick<SeriesFile, 'file' | 'form' | 'times'>;

/**
 * Turns the written times into bars of the calendar and finds their interval.
 *
 * Times that are all dates, or all midnight in New York, or all midnight in UTC, are daily bars: each is its session from
 * open to close. Everything else is intraday: a bar ends one interval after its start, or at the session's close when it
 * began inside the session and would run past it.
 * @throws MarketDataError NO_SESSION, OUTSIDE_CALENDAR, UNKNOWN_INTERVAL, MIXED_INTERVAL, naming file and line
 */
export function buildTimeline(written: Times, calendar: TradingCalendar): Timeline {
  const days = dailyDates(written.form, written.times);
  return days === undefined ? intraday(written, calendar) : daily(written.file, days, calendar);
}

/** The day number of each row when the file holds daily bars, else undefined. */
export function dailyDates(form: TimeForm, times: readonly number[]): number[] | undefined {
  if (times.every((ms) => ms % DAY_MS === 0)) return times.map((ms) => ms / DAY_MS);
  if (form === 'instant' && times.every((ms) => newYorkMidnight(newYorkDay(ms)) === ms)) return times.map(newYorkDay);
  return undefined;
}

function daily(file: string, days: readonly number[], calendar: TradingCalendar): Timeline {
  const starts = new Float64Array(days.length);
  const ends = new Float64Array(days.length);
  for (const [row, day] of days.entries()) {
    const session = sessionOf(day, row, file, calendar);
    starts[row] = session.openMs;
    ends[row] = session.closeMs;
  }
  return { interval: BarInterval.ONE_DAY, starts, ends };
}

function intraday({ file, form, times }: Times, calendar: TradingCalendar): Timeline {
  const count = times.length;
  const starts = new Float64Array(count);
  const sessions: TradingSession[] = new Array(count);
  let day = Number.NaN;
  let session: TradingSession | undefined;
  for (let row = 0; row < count; row++) {
    const written = times[row] ?? 0;
    const wallMs = form === 'wall' ? written : written + newYorkOffsetMs(written);
    if (Math.floor(wallMs / DAY_MS) !== day || session === undefined) {
      day = Math.floor(wallMs / DAY_MS);
      session = sessionOf(day, row, file, calendar);
    }
    // The clock changes on Sundays only, so within a session's date the wall clock and UTC run side by side.
    starts[row] = form === 'wall' ? newYorkMidnight(day) + (wallMs - day * DAY_MS) : written;
    sessions[row] = session;
  }
  const length = commonGap(file, starts, sessions);
  const interval = INTRADAY_INTERVALS.get(length);
  if (interval === undefined) {
    throw error(
      'UNKNOWN_INTERVAL',
      `most bars are ${length / MINUTE_MS} minutes apart, which is no known interval`,
      file,
    );
  }
  checkOneInterval({ file, starts, sessions, length, interval });
  const ends = starts.map((start, row) => barEnd(start, length, sessions[row]));
  return { interval, starts, ends };
}

/** When a bar of `length` that begins at `start` is over. */
export function barEnd(start: number, length: number, session: TradingSession | undefined): number {
  const end = start + length;
  const inside = session !== undefined && start >= session.openMs && start < session.closeMs;
  return inside ? Math.min(end, session.closeMs) : end;
}

/** The most frequent distance between bars of one date, the shorter of two equally frequent ones. */
function commonGap(file: string, starts: Float64Array, sessions: readonly TradingSession[]): number {
  const counts = new Map<number, number>();
  for (let row = 1; row < starts.length; row++) {
    if (sessions[row] !== sessions[row - 1]) continue;
    const gap = (starts[row] ?? 0) - (starts[row - 1] ?? 0);
    counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([gapA, a], [gapB, b]) => b - a || gapA - gapB);
  if (first === undefined) {
    const text = 'no date has two bars, so the interval is unknown (daily bars are written as dates, without a time)';
    throw error('UNKNOWN_INTERVAL', text, file);
  }
  return first[0];
}

function sessionOf(day: number, row: number, file: string, calendar: TradingCalendar): TradingSession {
  const session = calendar.sessionOf(day);
  if (session !== undefined) return session;
  if (calendar.covers(day)) throw error('NO_SESSION', `${dateText(day)} is no trading day of the NYSE`, file, row);
  throw error('OUTSIDE_CALENDAR', `${dateText(day)} lies outside the calendar (${calendar.range})`, file, row);
}

function error(code: MarketDataErrorCode, text: string, file: string, row?: number): MarketDataError {
  return new MarketDataError(code, text, row === undefined ? { file } : { file, line: lineOfRow(row) });
}
