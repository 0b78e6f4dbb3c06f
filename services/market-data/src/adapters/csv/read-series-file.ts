import { MarketDataError, type MarketDataErrorCode } from '../../app/market-data-error.js';
import { Cells } from './cells.js';
import { writeDecimal } from './decimal-cell.js';
import { type Columns, readHeader } from './header.js';
import { readLines } from './line-reader.js';
import { RowStore } from './row-store.js';
import { readTime, type TimeCell, type TimeForm } from './time-cell.js';

const VALUE_NAMES = ['open', 'high', 'low', 'close', 'volume'] as const;
const VOLUME = 4;
const SHOWN_CHARACTERS = 40;
// Row 0 stands on line 2: the header is line 1 and empty lines are allowed at the end only.
const FIRST_ROW_LINE = 2;

/** The rows of a file before anything is known about sessions: what it says, checked line by line. */
export interface SeriesFile {
  readonly file: string;
  readonly form: TimeForm;
  /** Time of each row as `form` says, strictly ascending. */
  readonly times: readonly number[];
  readonly rows: RowStore;
}

/** The line a row stands on. */
export function lineOfRow(row: number): number {
  return row + FIRST_ROW_LINE;
}

/**
 * Reads one CSV file of bars. The first defect ends the reading.
 * @param file the name for messages
 * @throws MarketDataError naming file and line
 */
export function readSeriesFile(path: string, file: string): SeriesFile {
  const reader = new SeriesReader(file);
  readLines(path, file, (bytes, start, end, line) => reader.line(bytes, start, end, line));
  return reader.finish();
}

class SeriesReader {
  private readonly times: number[] = [];
  private readonly rows = new RowStore();
  private readonly time: TimeCell = { form: 'date', ms: 0 };
  private readonly values = new Float64Array(VALUE_NAMES.length);
  private form: TimeForm | undefined;
  private columns: Columns | undefined;
  private cells = new Cells(0);
  private emptyLine: number | undefined;

  constructor(private readonly file: string) {}

  line(bytes: Buffer, start: number, end: number, line: number): void {
    if (this.columns === undefined) {
      this.columns = readHeader(bytes, start, end, this.file);
      this.cells = new Cells(this.columns.count);
      return;
    }
    if (start === end) {
      this.emptyLine ??= line;
      return;
    }
    if (this.emptyLine !== undefined) throw this.fail('BAD_ROW', 'the line is empty', this.emptyLine);
    this.row(bytes, start, end, line, this.columns);
  }

  finish(): SeriesFile {
    if (this.form === undefined) throw new MarketDataError('FILE_EMPTY', 'the file has no bars', { file: this.file });
    return { file: this.file, form: this.form, times: this.times, rows: this.rows };
  }

  private row(bytes: Buffer, start: number, end: number, line: number, columns: Columns): void {
    const { cells } = this;
    if (!cells.split(bytes, start, end)) throw this.fail('BAD_ROW', 'a quoted cell is not closed', line);
    if (cells.count !== columns.count) {
      throw this.fail('BAD_ROW', `${cells.count} cells instead of ${columns.count}`, line);
    }
    this.readTime(bytes, line, columns.time);
    for (let i = 0; i < columns.values.length; i++) this.readValue(bytes, line, i, columns.values[i] ?? 0);
    this.checkPrices(line);
    this.rows.endRow();
  }

  private readTime(bytes: Buffer, line: number, column: number): void {
    const { cells, time } = this;
    if (!readTime(bytes, cells.starts[column] ?? 0, cells.ends[column] ?? 0, time)) {
      throw this.fail('BAD_TIME', `${this.shown(bytes, column)} is no time`, line);
    }
    this.form ??= time.form;
    if (time.form !== this.form) {
      throw this.fail('MIXED_INTERVAL', `${this.shown(bytes, column)} is not written like the times before it`, line);
    }
    const previous = this.times.at(-1);
    if (previous !== undefined && time.ms <= previous) {
      throw time.ms === previous
        ? this.fail('DUPLICATE_TIME', `${this.shown(bytes, column)} is the time of the line before`, line)
        : this.fail('OUT_OF_ORDER', `${this.shown(bytes, column)} is earlier than the line before`, line);
    }
    this.times.push(time.ms);
  }

  private readValue(bytes: Buffer, line: number, index: number, column: number): void {
    const { cells } = this;
    const value = writeDecimal(bytes, cells.starts[column] ?? 0, cells.ends[column] ?? 0, this.rows);
    if (Number.isNaN(value)) {
      throw this.fail('BAD_NUMBER', `${VALUE_NAMES[index]} ${this.shown(bytes, column)} is no number`, line);
    }
    if (index === VOLUME ? value < 0 : value <= 0) {
      const rule = index === VOLUME ? 'negative' : 'not above zero';
      throw this.fail('BAD_PRICE', `${VALUE_NAMES[index]} ${this.shown(bytes, column)} is ${rule}`, line);
    }
    this.values[index] = value;
    this.rows.endField();
  }

  /** Low ≤ open, close ≤ high, without tolerance: every series this was tried on keeps it to the last digit. */
  private checkPrices(line: number): void {
    const [open = 0, high = 0, low = 0, close = 0] = this.values;
    if (high < low) throw this.fail('BAD_PRICE', `high ${high} is below low ${low}`, line);
    if (high < open || high < close) {
      const [name, value] = high < open ? ['open', open] : ['close', close];
      throw this.fail('BAD_PRICE', `high ${high} is below ${name} ${value}`, line);
    }
    if (low > open || low > close) {
      const [name, value] = low > open ? ['open', open] : ['close', close];
      throw this.fail('BAD_PRICE', `low ${low} is above ${name} ${value}`, line);
    }
  }

  private shown(bytes: Buffer, column: number): string {
    const text = this.cells.text(bytes, column);
    return JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
  }

  private fail(code: MarketDataErrorCode, text: string, line: number): MarketDataError {
    return new MarketDataError(code, text, { file: this.file, line });
  }
}
