import { wireDate } from '@cream/domain';
import { UsageError } from './failure.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Reads `2016-03-01`, a date in New York. @throws UsageError naming the flag */
export function dateFlag(flag: string, text: string | undefined) {
  if (text === undefined) return undefined;
  const valid = DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  if (!valid) throw new UsageError(`${flag} ${text} is not a date: write it as 2016-03-01`);
  return wireDate(text);
}
