import { MarketDataError, type MarketDataErrorCode } from '../../app/market-data-error.js';
import { readHeader } from './header.js';
import { readLines } from './line-reader.js';
import { RowParser } from './row-parser.js';
import { RowStore } from './row-store.js';
import type { TimeForm } from './time-cell.js';

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
  private form: TimeForm | undefined;
  private parser: RowParser | undefined;
  private emptyLine: number | undefined;

  constructor(private readonly file: string) {}

  line(bytes: Buffer, start: number, end: number, line: number): void {
    if (this.parser === undefined) {
      this.parser = new RowParser(readHeader(bytes, start, end, this.file), this.rows);
      return;
    }
    if (start === end) {
      this.emptyLine ??= line;
      return;
    }
    if (this.emptyLine !== undefined) throw this.fail('BAD_ROW', 'the line is empty', this.emptyLine);
    const defect = this.parser.parse(bytes, start, end);
    if (defect !== undefined) throw this.fail(defect.error, defect.text, line);
    this.readTime(this.parser, bytes, line);
  }

  finish(): SeriesFile {
    if (this.form === undefined) throw new MarketDataError('FILE_EMPTY', 'the file has no bars', { file: this.file });
    return { file: this.file, form: this.form, times: this.times, rows: this.rows };
  }

  private readTime(parser: RowParser, bytes: Buffer, line: number): void {
    const { time } = parser;
    this.form ??= time.form;
    if (time.form !== this.form) {
      const text = `${parser.shownTime(bytes)} is not written like the times before it`;
      throw this.fail('MIXED_INTERVAL', text, line);
    }
    const previous = this.times.at(-1);
    if (previous !== undefined && time.ms <= previous) {
      throw time.ms === previous
        ? this.fail('DUPLICATE_TIME', `${parser.shownTime(bytes)} is the time of the line before`, line)
        : this.fail('OUT_OF_ORDER', `${parser.shownTime(bytes)} is earlier than the line before`, line);
    }
    this.times.push(time.ms);
  }

  private fail(code: MarketDataErrorCode, text: string, line: number): MarketDataError {
    return new MarketDataError(code, text, { file: this.file, line });
  }
}
