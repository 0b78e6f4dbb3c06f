import { canonicalText, Decimal } from '@cream/domain';
import { MarketDataError } from '../../app/market-data-error.js';
import { DAY_MS } from '../../calendar/civil-date.js';
import { newYorkMidnight } from '../../calendar/new-york-clock.js';
import { Cells } from './cells.js';
import { readLines } from './line-reader.js';
import { readTime, type TimeCell } from './time-cell.js';

const MOST_COLUMNS = 64;
const SYMBOL = /^[A-Z0-9][A-Z0-9.-]{0,14}$/;
// The contract's Decimal: at most 31 digits before the point and 18 after it.
const DECIMAL = /^[+-]?\d{1,31}(\.\d{0,18})?$/;
const NOT_TEXT = /\p{Cc}/u;

/** Names a column may have in a file, in lower case. */
export type ColumnNames<C extends string> = Readonly<Record<C, readonly string[]>>;

/**
 * Reads a small CSV table row by row. Columns are found by any of their names, in any case and order; others are left alone.
 * @throws MarketDataError naming file and line; also for what `handle` throws with {@link TableRow.fail}
 */
export function readTable<C extends string>(
  file: string,
  names: ColumnNames<C>,
  required: readonly NoInfer<C>[],
  handle: (row: TableRow<C>) => void,
): void {
  const cells = new Cells(MOST_COLUMNS);
  let columns: ReadonlyMap<C, number> | undefined;
  let width = 0;
  readLines(file, file, (bytes, start, end, line) => {
    if (start === end) return;
    const closed = cells.split(bytes, start, end);
    if (!closed) throw new MarketDataError('BAD_ROW', 'a quoted cell is not closed', { file, line });
    const texts = Array.from({ length: Math.min(cells.count, MOST_COLUMNS) }, (_, i) => cells.text(bytes, i));
    if (columns === undefined) {
      columns = columnsOf(texts, names, required, file);
      width = cells.count;
      return;
    }
    if (cells.count !== width) {
      throw new MarketDataError('BAD_ROW', `${cells.count} cells instead of ${width}`, { file, line });
    }
    handle(new TableRow(texts, columns, file, line));
  });
}

function columnsOf<C extends string>(
  texts: readonly string[],
  names: ColumnNames<C>,
  required: readonly C[],
  file: string,
): ReadonlyMap<C, number> {
  const place = { file, line: 1 };
  if (texts.some((text) => NOT_TEXT.test(text))) {
    throw new MarketDataError('NOT_TEXT', 'this is not a CSV text file', place);
  }
  const header = texts.map((text) => text.toLowerCase());
  const columns = new Map<C, number>();
  for (const column of Object.keys(names) as C[]) {
    const found = header.flatMap((name, i) => (names[column].includes(name) ? i : []));
    const [first, second] = found;
    if (second !== undefined) throw new MarketDataError('BAD_HEADER', `the header has ${column} twice`, place);
    if (first !== undefined) columns.set(column, first);
    else if (required.includes(column)) {
      const text = `the header has no column "${column}" (or ${names[column].slice(1).join(', ')})`;
      throw new MarketDataError('BAD_HEADER', text, place);
    }
  }
  return columns;
}

/** One row of a table. Every reader throws a MarketDataError that names file, line and column. */
export class TableRow<C extends string> {
  constructor(
    private readonly texts: readonly string[],
    private readonly columns: ReadonlyMap<C, number>,
    private readonly file: string,
    readonly line: number,
  ) {}

  has(column: C): boolean {
    return this.columns.has(column);
  }

  /** Empty when the file has no such column. */
  text(column: C): string {
    return this.texts[this.columns.get(column) ?? -1] ?? '';
  }

  symbol(column: C): string {
    const symbol = this.text(column).toUpperCase();
    if (SYMBOL.test(symbol)) return symbol;
    throw this.fail(`${column} ${JSON.stringify(symbol)} is no symbol`);
  }

  /** From when on something was known, UTC milliseconds. A date alone counts from its end in New York: never too early. */
  knownFrom(column: C): number {
    const time = this.timeCell(column);
    const day = Math.floor(time.ms / DAY_MS);
    if (time.form === 'instant') return time.ms;
    return time.form === 'date' ? newYorkMidnight(day + 1) : newYorkMidnight(day) + (time.ms - day * DAY_MS);
  }

  /** Day number of a date. */
  day(column: C): number {
    const time = this.timeCell(column);
    if (time.form === 'date') return time.ms / DAY_MS;
    throw this.fail(`${column} ${JSON.stringify(this.text(column))} is no date`);
  }

  /** An exact number as canonical text. */
  decimal(column: C): string {
    const text = this.text(column);
    if (DECIMAL.test(text)) return canonicalText(new Decimal(text.replace(/\.$/, '')));
    throw this.fail(`${column} ${JSON.stringify(text)} is no number`);
  }

  fail(text: string): MarketDataError {
    return new MarketDataError('BAD_ROW', text, { file: this.file, line: this.line });
  }

  private timeCell(column: C): TimeCell {
    const bytes = Buffer.from(this.text(column));
    const time: TimeCell = { form: 'date', ms: 0 };
    if (readTime(bytes, 0, bytes.length, time)) return time;
    throw this.fail(`${column} ${JSON.stringify(this.text(column))} is no time`);
  }
}
