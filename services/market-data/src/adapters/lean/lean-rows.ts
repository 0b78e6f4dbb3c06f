import { MarketDataError } from '../../app/market-data-error.js';
import { dayNumber, isCivilDate } from '../../calendar/civil-date.js';
import { Cells } from '../csv/cells.js';
import { readLines } from '../csv/line-reader.js';

const MOST_CELLS = 8;
const DATE = /^(\d{4})(\d{2})(\d{2})$/;

/** One line of a LEAN factor or map file: a date as day number, and the cells after it. */
export interface LeanRow {
  readonly line: number;
  readonly day: number;
  readonly cells: readonly string[];
}

/** @throws MarketDataError FILE_UNREADABLE, FILE_EMPTY, BAD_ROW, BAD_TIME, OUT_OF_ORDER naming file and line */
export function readLeanRows(file: string): LeanRow[] {
  const rows: LeanRow[] = [];
  const cells = new Cells(MOST_CELLS);
  readLines(file, file, (bytes, start, end, line) => {
    if (start === end) return;
    if (!cells.split(bytes, start, end))
      throw new MarketDataError('BAD_ROW', 'a quoted cell is not closed', { file, line });
    const [date = '', ...rest] = Array.from({ length: Math.min(cells.count, MOST_CELLS) }, (_, i) =>
      cells.text(bytes, i),
    );
    const [, year, month, day] = DATE.exec(date)?.map(Number) ?? [];
    if (year === undefined || month === undefined || day === undefined || !isCivilDate(year, month, day)) {
      throw new MarketDataError('BAD_TIME', `${JSON.stringify(date)} is no date like 20140606`, { file, line });
    }
    const number = dayNumber(year, month, day);
    if (number <= (rows.at(-1)?.day ?? Number.NEGATIVE_INFINITY)) {
      throw new MarketDataError('OUT_OF_ORDER', `${date} is not later than the line before`, { file, line });
    }
    rows.push({ line, day: number, cells: rest });
  });
  return rows;
}
