import type { Timestamp } from '@bufbuild/protobuf/wkt';
import type { Date as WireDate } from '@cream/proto/common';
import { DomainError } from './errors.js';

export type { Timestamp, WireDate };

const NEW_YORK_DATE = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
/** Milliseconds of a day of UTC, which has no other length. */
export const DAY_MS = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Milliseconds since the epoch; finer parts are cut.
 * @throws DomainError `TIME_MISSING` when absent
 */
export function millis(time: Timestamp | undefined, field?: string): number {
  if (time === undefined) {
    throw new DomainError('TIME_MISSING', `${field ?? 'a time'} is missing`, field);
  }
  return Number(time.seconds) * 1000 + Math.floor(time.nanos / 1_000_000);
}

/**
 * A wire time from milliseconds since the epoch.
 * @throws DomainError `TIME_MALFORMED` when `ms` is not a whole number
 */
export function timestamp(ms: number): Timestamp {
  if (!Number.isSafeInteger(ms)) {
    throw new DomainError('TIME_MALFORMED', `${ms} is not a whole number of milliseconds`);
  }
  const seconds = Math.floor(ms / 1000);
  return {
    $typeName: 'google.protobuf.Timestamp',
    seconds: BigInt(seconds),
    nanos: (ms - seconds * 1000) * 1_000_000,
  };
}

/** True when both name the same instant, or both are absent. */
export function sameTime(a: Timestamp | undefined, b: Timestamp | undefined): boolean {
  return a?.seconds === b?.seconds && a?.nanos === b?.nanos;
}

/** The calendar date in New York of an instant, as `2016-03-01`. */
export function newYorkDate(ms: number): string {
  return NEW_YORK_DATE.format(ms);
}

/** A slot in UTC as cycle ids spell it: `20160301T210000Z`. */
export function slotText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '')}Z`;
}

/** A wire date as `2016-03-01`. */
export function isoDate(date: WireDate): string {
  const pad = (n: number, width: number): string => String(n).padStart(width, '0');
  return `${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}`;
}

/**
 * A wire date from `2016-03-01`.
 * @throws DomainError `DATE_MALFORMED` when the text is not a date of the calendar
 */
export function wireDate(text: string): WireDate {
  const [, year, month, day] = ISO_DATE.exec(text) ?? [];
  const date: WireDate = {
    $typeName: 'cream.common.v1.Date',
    year: Number(year),
    month: Number(month),
    day: Number(day),
  };
  const utc = new Date(Date.UTC(date.year, date.month - 1, date.day));
  if (Number.isNaN(utc.getTime()) || utc.toISOString().slice(0, 10) !== text) {
    throw new DomainError('DATE_MALFORMED', `"${text}" is not a date like 2016-03-01`);
  }
  return date;
}
