import type { Date as WireDate } from '@cream/proto/common';

/** Milliseconds of 24 hours. */
export const DAY_MS = 86_400_000;

/**
 * A date without time zone as the number of days since 1970-01-01, so that dates compare and index as integers.
 * Algorithm: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
 */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether year, month and day name a date that exists. */
export function isCivilDate(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** `2016-03-01`. */
export function dateText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The contract's date. */
export function toWireDate(day: number): WireDate {
  const date = new Date(day * DAY_MS);
  return {
    $typeName: 'cream.common.v1.Date',
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

/** Day number of a contract's date, or undefined when no such date exists. */
export function fromWireDate(date: WireDate): number | undefined {
  return isCivilDate(date.year, date.month, date.day) ? dayNumber(date.year, date.month, date.day) : undefined;
}
