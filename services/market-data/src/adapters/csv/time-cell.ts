import { DAY_MS, dayNumber, isCivilDate } from '../../calendar/civil-date.js';

/**
 * How a file writes its times. `date`: days, as day number × 24 h. `wall`: New York's clock, as if it were UTC. `instant`:
 * with zone or offset, or epoch seconds or milliseconds, as UTC.
 */
export type TimeForm = 'date' | 'wall' | 'instant';

/** The time of one row, in milliseconds as `form` says. Reused from row to row. */
export interface TimeCell {
  form: TimeForm;
  ms: number;
}

const [ZERO, NINE, DASH, PLUS, SLASH, COLON, POINT, SPACE] = [0x30, 0x39, 0x2d, 0x2b, 0x2f, 0x3a, 0x2e, 0x20];
const [LARGE_T, SMALL_T, LARGE_Z] = [0x54, 0x74, 0x5a];
const MINUTE_MS = 60_000;

/**
 * Reads one time: `2016-03-01`, `20160301`, `03/01/2016` (month first), a date followed by `T` or a blank and
 * `HH:MM[:SS[.fff]]` with or without `Z` or `±HH[:MM]`, or an epoch of 9–10 (seconds) or 12–13 digits (milliseconds).
 * Returns false for anything else, also for dates that do not exist.
 */
export function readTime(bytes: Buffer, start: number, end: number, into: TimeCell): boolean {
  const length = end - start;
  if (digitsFrom(bytes, start, end) === length) return readDigits(bytes, start, length, into);
  const day = readDate(bytes, start, length);
  if (day === undefined) return false;
  into.ms = day * DAY_MS;
  into.form = 'date';
  return length === 10 || readClock(bytes, start + 10, end, into);
}

function readDigits(bytes: Buffer, start: number, length: number, into: TimeCell): boolean {
  const value = number(bytes, start, length);
  if (length === 8) {
    const day = civil(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100);
    into.form = 'date';
    into.ms = (day ?? 0) * DAY_MS;
    return day !== undefined;
  }
  into.form = 'instant';
  into.ms = length <= 10 ? value * 1000 : value;
  return length === 9 || length === 10 || length === 12 || length === 13;
}

function readDate(bytes: Buffer, start: number, length: number): number | undefined {
  if (length < 10) return undefined;
  const at = (offset: number, count: number) => number(bytes, start + offset, count);
  if (bytes[start + 4] === DASH && bytes[start + 7] === DASH) return civil(at(0, 4), at(5, 2), at(8, 2));
  if (bytes[start + 2] === SLASH && bytes[start + 5] === SLASH) return civil(at(6, 4), at(0, 2), at(3, 2));
  return undefined;
}

/** Reads `THH:MM[:SS[.fff]][zone]` onto the date already in `into`. */
function readClock(bytes: Buffer, start: number, end: number, into: TimeCell): boolean {
  const mark = bytes[start];
  if ((mark !== LARGE_T && mark !== SMALL_T && mark !== SPACE) || end - start < 6) return false;
  const hour = number(bytes, start + 1, 2);
  const minute = number(bytes, start + 4, 2);
  if (bytes[start + 3] !== COLON || !(hour <= 23) || !(minute <= 59)) return false;
  let i = start + 6;
  let ms = (hour * 60 + minute) * MINUTE_MS;
  if (bytes[i] === COLON && i < end) {
    const second = number(bytes, i + 1, 2);
    if (i + 3 > end || !(second <= 59)) return false;
    ms += second * 1000;
    i += 3;
    if (bytes[i] === POINT && i < end) {
      const digits = digitsFrom(bytes, i + 1, end);
      if (digits === 0) return false;
      ms += Math.floor((number(bytes, i + 1, Math.min(digits, 9)) / 10 ** Math.min(digits, 9)) * 1000);
      i += 1 + digits;
    }
  }
  into.ms += ms;
  into.form = i === end ? 'wall' : 'instant';
  return i === end || readZone(bytes, i, end, into);
}

function readZone(bytes: Buffer, start: number, end: number, into: TimeCell): boolean {
  const sign = bytes[start];
  if (sign === LARGE_Z) return end === start + 1;
  if (sign !== PLUS && sign !== DASH) return false;
  const hours = number(bytes, start + 1, 2);
  const length = end - start;
  const minutesAt = length === 6 && bytes[start + 3] === COLON ? start + 4 : start + 3;
  const minutes = length === 3 ? 0 : number(bytes, minutesAt, 2);
  if ((length !== 3 && minutesAt + 2 !== end) || !(hours <= 14) || !(minutes <= 59)) return false;
  into.ms += (sign === PLUS ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
  return true;
}

function civil(year: number, month: number, day: number): number | undefined {
  return !Number.isNaN(year) && isCivilDate(year, month, day) ? dayNumber(year, month, day) : undefined;
}

/** The number of `count` digits, or NaN when one of them is none. */
function number(bytes: Buffer, start: number, count: number): number {
  let value = 0;
  for (let i = start; i < start + count; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < ZERO || byte > NINE) return Number.NaN;
    value = value * 10 + (byte - ZERO);
  }
  return value;
}

function digitsFrom(bytes: Buffer, start: number, end: number): number {
  let i = start;
  while (i < end && (bytes[i] ?? 0) >= ZERO && (bytes[i] ?? 0) <= NINE) i += 1;
  return i - start;
}
