import { dateText, dayNumber } from '../../calendar/civil-date.js';
import { newYorkMidnight } from '../../calendar/new-york-clock.js';

/** Day number of `2016-03-01`. The text must be a date already. */
export function dayOfText(date: string): number {
  return dayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)));
}

/** The midnight in New York that begins a date, UTC milliseconds. */
export function startOfDate(date: string): number {
  return newYorkMidnight(dayOfText(date));
}

/** The midnight in New York that ends a date: what happened on it is certainly known then. */
export function endOfDate(date: string): number {
  return newYorkMidnight(dayOfText(date) + 1);
}

/** A date some days later (or earlier). */
export function shiftDate(date: string, days: number): string {
  return dateText(dayOfText(date) + days);
}

/** UTC milliseconds of `2016-03-01 09:30[:00]` on New York's clock, which never changes on a day of trading. */
export function wallClock(text: string): number {
  const date = text.slice(0, 10);
  return startOfDate(date) + Date.parse(`1970-01-01T${text.slice(11)}Z`);
}
