import { Finding_Code } from '@cream/proto/market';
import type { Objection } from '../../app/validation/finding.js';
import { DAY_MS } from '../../calendar/civil-date.js';
import { newYorkDay } from '../../calendar/new-york-clock.js';
import { readHeader } from './header.js';
import { RowParser } from './row-parser.js';
import { RowStore } from './row-store.js';
import type { TimeForm } from './time-cell.js';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const KEPT_CHARACTERS = 1000;

/** A row that was put aside, as it was written. */
export interface RefusedRow extends Objection {
  readonly line: number;
  readonly row: string;
  readonly timeMs: number | undefined;
}

/** Some whole dates of a bar file. Readable rows lie in `rows`, and by the same index in `lines` and `times`. */
export interface Piece {
  /** How the file writes its times; undefined while no row could be read. */
  readonly form: TimeForm | undefined;
  readonly rows: RowStore;
  readonly lines: readonly number[];
  readonly times: readonly number[];
  readonly refused: readonly RefusedRow[];
  /** Bytes and lines that are dealt with: up to the last whole date, or to the end. */
  readonly bytesRead: number;
  readonly linesRead: number;
  /** The row at an index as it was written. */
  text(index: number): string;
}

export interface PieceInput {
  readonly file: string;
  readonly header: Uint8Array;
  readonly lines: Uint8Array;
  /** Number of the first line in the file, from 1. */
  readonly firstLine: number;
  /** As found by an earlier piece. */
  readonly form: TimeForm | undefined;
  /** Nothing follows: the last date is whole. */
  readonly last: boolean;
}

/**
 * Reads a piece of a CSV file of bars. Rows that cannot be read are put aside; a defect of the header ends the reading.
 * @throws MarketDataError NOT_TEXT, BAD_HEADER
 */
export function readPiece(input: PieceInput): Piece {
  return new PieceReader(input).read();
}

class PieceReader {
  private readonly bytes: Buffer;
  private readonly rows = new RowStore();
  private readonly parser: RowParser;
  private readonly spans: number[] = [];
  private readonly lines: number[] = [];
  private readonly times: number[] = [];
  private refused: RefusedRow[] = [];
  private form: TimeForm | undefined;
  private emptyLines: number[] = [];

  constructor(private readonly input: PieceInput) {
    this.bytes = Buffer.from(input.lines.buffer, input.lines.byteOffset, input.lines.byteLength);
    this.parser = new RowParser(readHeaderLine(input), this.rows);
    this.form = input.form;
  }

  read(): Piece {
    const { bytes } = this;
    let line = this.input.firstLine;
    for (let start = 0; start < bytes.length; line++) {
      const found = bytes.indexOf(LINE_FEED, start);
      const stop = found < 0 ? bytes.length : found;
      const end = stop > start && bytes[stop - 1] === CARRIAGE_RETURN ? stop - 1 : stop;
      if (end === start) this.emptyLines.push(line);
      else this.row(start, end, line);
      start = stop + 1;
    }
    const kept = this.input.last ? this.lines.length : this.wholeDates();
    // A piece that is all one date is taken as it is: waiting for its end would wait for ever.
    return kept === 0 || kept === this.lines.length
      ? this.piece(this.lines.length, bytes.length, line - this.input.firstLine)
      : this.piece(kept, this.spans[2 * kept] ?? 0, (this.lines[kept] ?? 0) - this.input.firstLine);
  }

  private row(start: number, end: number, line: number): void {
    for (const empty of this.emptyLines.splice(0)) {
      this.refuse(empty, '', { code: Finding_Code.MALFORMED_ROW, observed: 'an empty line', expected: 'a bar' });
    }
    const defect = this.parser.parse(this.bytes, start, end);
    if (defect !== undefined) {
      this.refuse(line, this.shown(start, end), defect);
      return;
    }
    const { form, ms } = this.parser.time;
    this.form ??= form;
    if (form !== this.form) {
      this.rows.dropLast();
      const observed = this.parser.shownTime(this.bytes);
      const expected = 'a time written like the times before it';
      this.refuse(line, this.shown(start, end), { code: Finding_Code.BAD_TIME, observed, expected });
      return;
    }
    this.spans.push(start, end);
    this.lines.push(line);
    this.times.push(ms);
  }

  private refuse(line: number, row: string, { code, observed, expected }: Objection): void {
    this.refused.push({ line, row, code, observed, expected, timeMs: undefined });
  }

  /** How many rows lie before the date of the last one. */
  private wholeDates(): number {
    const lastDate = this.dateOf(this.times.length - 1);
    let kept = this.times.length - 1;
    while (kept > 0 && this.dateOf(kept - 1) === lastDate) kept -= 1;
    return Math.max(kept, 0);
  }

  private dateOf(index: number): number {
    const ms = this.times[index] ?? Number.NaN;
    return this.form === 'instant' ? newYorkDay(ms) : Math.floor(ms / DAY_MS);
  }

  private piece(kept: number, bytesRead: number, linesRead: number): Piece {
    const before = this.input.firstLine + linesRead;
    return {
      form: this.form,
      rows: this.rows,
      lines: this.lines.slice(0, kept),
      times: this.times.slice(0, kept),
      refused: this.refused.filter(({ line }) => line < before),
      bytesRead,
      linesRead,
      text: (index) => this.shown(this.spans[2 * index] ?? 0, this.spans[2 * index + 1] ?? 0),
    };
  }

  private shown(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end).slice(0, KEPT_CHARACTERS);
  }
}

function readHeaderLine({ header, file }: PieceInput) {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.byteLength);
  const start = bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  let end = bytes.length;
  while (end > start && (bytes[end - 1] === LINE_FEED || bytes[end - 1] === CARRIAGE_RETURN)) end -= 1;
  return readHeader(bytes, start, end, file);
}
