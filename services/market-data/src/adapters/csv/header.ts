import { MarketDataError } from '../../app/market-data-error.js';
import { Cells } from './cells.js';

/** Names a time column may have. */
export const TIME_COLUMNS: readonly string[] = ['date', 'timestamp', 'bar_start_america_new_york'];
const VALUE_COLUMNS = ['open', 'high', 'low', 'close', 'volume'] as const;
const MOST_COLUMNS = 256;
const FIRST_PRINTABLE = 0x20;
const TAB = 0x09;

/** Which cell of a row holds what. */
export interface Columns {
  readonly count: number;
  readonly time: number;
  /** Open, high, low, close, volume. */
  readonly values: readonly [number, number, number, number, number];
}

/**
 * Finds the columns by their names, in any case and order; other columns are left alone.
 * @throws MarketDataError NOT_TEXT, BAD_HEADER
 */
export function readHeader(bytes: Buffer, start: number, end: number, file: string): Columns {
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < FIRST_PRINTABLE && byte !== TAB)
      throw new MarketDataError('NOT_TEXT', 'this is not a CSV text file', { file, line: 1 });
  }
  const fail = (text: string) => new MarketDataError('BAD_HEADER', text, { file, line: 1 });
  const cells = new Cells(MOST_COLUMNS);
  if (!cells.split(bytes, start, end)) throw fail('a quoted column name is not closed');
  if (cells.count > MOST_COLUMNS) throw fail(`more than ${MOST_COLUMNS} columns`);
  const names = Array.from({ length: cells.count }, (_, i) => cells.text(bytes, i).toLowerCase());
  const column = (name: string): number => {
    const index = names.indexOf(name);
    if (index < 0) throw fail(`the header has no column "${name}"`);
    if (names.lastIndexOf(name) !== index) throw fail(`the header has the column "${name}" twice`);
    return index;
  };
  const times = TIME_COLUMNS.filter((name) => names.includes(name));
  const [time] = times;
  if (time === undefined) throw fail(`the header has no time column (one of ${TIME_COLUMNS.join(', ')})`);
  if (times.length > 1) throw fail(`the header has more than one time column (${times.join(', ')})`);
  const [open, high, low, close, volume] = VALUE_COLUMNS;
  return {
    count: cells.count,
    time: column(time),
    values: [column(open), column(high), column(low), column(close), column(volume)],
  };
}
