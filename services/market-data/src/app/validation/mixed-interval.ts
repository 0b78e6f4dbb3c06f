import { Finding_Code } from '@cream/proto/market';
import { DAY_MS } from '../../calendar/civil-date.js';
import { INTRADAY_INTERVALS } from '../bar-interval.js';
import type { Objection } from './finding.js';

const MINUTE_MS = 60_000;
const SESSION_MS = 390 * MINUTE_MS;
const MOST_EQUAL_GAPS = 12;
// Around-the-clock data goes on after midnight; a daily bar stamped with midnight is followed by the pre-market or the open.
const OVERNIGHT_PAUSE_MS = 180 * MINUTE_MS;

/**
 * Bars of one date that do not belong to a series of `lengthMs` bars. Read with the shorter interval a longer bar would be
 * visible before it was over, so: a distance that is no multiple of the interval, a long run of another known interval, and
 * a bar at midnight that stands alone (a daily bar among intraday ones).
 * @param starts ascending, UTC milliseconds, all of one date in New York @param midnightMs the midnight that begins it
 * @returns by index; bars that fit have no entry
 */
export function mixedIntervals(
  starts: ArrayLike<number>,
  lengthMs: number,
  midnightMs: number,
): ReadonlyMap<number, Objection> {
  const found = new Map<number, Objection>();
  const expected = `${lengthMs / MINUTE_MS}-minute bars`;
  let [run, previousGap, previous] = [0, 0, Number.NaN];
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] ?? Number.NaN;
    const gap = start - previous;
    if (gap % lengthMs !== 0 && !Number.isNaN(previous)) {
      found.set(i, mixed(`${gap / MINUTE_MS} minutes after the bar before`, expected));
      continue;
    }
    run = gap === previousGap ? run + 1 : 1;
    previousGap = gap;
    previous = start;
    const suspicious = Math.min(MOST_EQUAL_GAPS, Math.floor(SESSION_MS / gap));
    if (gap > lengthMs && INTRADAY_INTERVALS.has(gap) && run >= suspicious) {
      for (let k = i - run; k <= i; k++) found.set(k, mixed(`a run of ${gap / MINUTE_MS}-minute bars`, expected));
    }
    if (isLoneMidnight(starts, i, midnightMs)) {
      found.set(i, mixed('a bar at midnight with none near it', expected));
      // A daily bar says nothing about the distance of the bars around it.
      [run, previousGap, previous] = [0, 0, Number.NaN];
    }
  }
  return found;
}

function isLoneMidnight(starts: ArrayLike<number>, index: number, midnightMs: number): boolean {
  const start = starts[index] ?? Number.NaN;
  if (start % DAY_MS === 0) return starts.length === 1;
  return start === midnightMs && !((starts[index + 1] ?? Number.NaN) - start <= OVERNIGHT_PAUSE_MS);
}

function mixed(observed: string, expected: string): Objection {
  return { code: Finding_Code.MIXED_INTERVAL, observed, expected };
}
