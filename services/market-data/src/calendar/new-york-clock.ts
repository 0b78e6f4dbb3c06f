import { DAY_MS } from './civil-date.js';
import { NEW_YORK_CLOCK } from './nyse-days.js';

const MINUTE_MS = 60_000;
const changesMs = NEW_YORK_CLOCK.map(([utcMs]) => utcMs);
const offsetsMs = NEW_YORK_CLOCK.map(([, minutes]) => minutes * MINUTE_MS);

/** Milliseconds to add to UTC to get New York's clock. Outside the calendar's range the nearest known offset. */
export function newYorkOffsetMs(utcMs: number): number {
  let low = 0;
  let high = changesMs.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((changesMs[middle] ?? 0) <= utcMs) low = middle;
    else high = middle;
  }
  return offsetsMs[low] ?? 0;
}

/** Day number of New York's date at a UTC time. */
export function newYorkDay(utcMs: number): number {
  return Math.floor((utcMs + newYorkOffsetMs(utcMs)) / DAY_MS);
}

/** UTC time of the midnight that begins a date in New York. The clock never changes at midnight there. */
export function newYorkMidnight(day: number): number {
  const wallMs = day * DAY_MS;
  const guess = wallMs - newYorkOffsetMs(wallMs);
  return wallMs - newYorkOffsetMs(guess);
}
