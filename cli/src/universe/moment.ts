import { dateFlag, isDate } from '../dates.js';
import { UsageError } from '../failure.js';
import { shown } from '../one-line.js';

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Which moment of a date in UTC is meant. Its end lies after every bar of the date in New York's regular session. */
type PartOfDate = 'beginning' | 'end';

/**
 * A moment that was typed, UTC milliseconds: a time with its zone, or a date.
 * @throws UsageError naming the flag
 */
export function momentFlag(flag: string, text: string | undefined, part: PartOfDate): number | undefined {
  if (text === undefined) return undefined;
  if (!text.includes('T')) {
    const date = dateFlag(flag, text);
    if (date === undefined) return undefined;
    const { year, month, day } = date;
    return part === 'beginning' ? Date.UTC(year, month - 1, day) : Date.UTC(year, month - 1, day + 1) - 1;
  }
  // The date apart: the platform reads 30 February as 1 March.
  const ms = TIME.test(text) && isDate(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new UsageError(`${flag} ${shown(text)} is not a time: write it as 2016-03-01T21:00:00Z, or as 2016-03-01`);
}
