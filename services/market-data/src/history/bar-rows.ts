import { BarInterval } from '@cream/proto/market';
import type { VendorBar } from '../app/ports/index.js';
import { DAY_MS, dateText } from '../calendar/civil-date.js';
import { newYorkDay } from '../calendar/new-york-clock.js';

/** The first line of every bar file that is made from something else. */
export const BAR_FILE_HEADER = 'timestamp,open,high,low,close,volume\n';

/**
 * A bar as a row of a bar file, so that it is checked, put aside and shown as files are. An intraday bar has its start in UTC,
 * a daily one its date; what a vendor does not have is an empty cell.
 */
export function barRow({ interval, startMs, open, high, low, close, volume = '' }: VendorBar): string {
  const time = interval === BarInterval.ONE_DAY ? dateOf(startMs) : new Date(startMs).toISOString();
  return `${time},${open},${high},${low},${close},${volume}\n`;
}

/** A midnight in UTC names its date; any other time lies in a date of New York. */
function dateOf(startMs: number): string {
  return dateText(startMs % DAY_MS === 0 ? startMs / DAY_MS : newYorkDay(startMs));
}
