import { wireDate } from '@cream/domain';
import { UsageError } from './failure.js';
import { shown } from './one-line.js';

/** Whether a text names a day of the calendar like `2016-03-01`. */
export function isDate(text: string): boolean {
  try {
    wireDate(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads `2016-03-01`, a date in New York. @throws UsageError naming the flag */
export function dateFlag(flag: string, text: string | undefined) {
  if (text === undefined) return undefined;
  if (!isDate(text)) throw new UsageError(`${flag} ${shown(text)} is not a date: write it as 2016-03-01`);
  return wireDate(text);
}

/** The end of a date in UTC: after every bar of the date in New York's regular session. @throws UsageError naming the flag */
export function endOfDate(flag: string, text: string | undefined): number | undefined {
  const date = dateFlag(flag, text);
  return date && Date.UTC(date.year, date.month - 1, date.day + 1) - 1;
}
