import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { MarketDataError } from '../../app/market-data-error.js';

const CHUNK_BYTES = 1 << 20;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Called with the bytes [start, end) of one line; the buffer is only valid during the call. Lines count from 1. */
export type LineHandler = (bytes: Buffer, start: number, end: number, line: number) => void;

/**
 * Reads a file line by line in constant memory, without making a string of each line. A UTF-8 byte order mark and
 * carriage returns before line feeds are left out.
 * @throws MarketDataError FILE_UNREADABLE, FILE_EMPTY, BAD_ROW for a line longer than a megabyte.
 */
export function readLines(path: string, file: string, handle: LineHandler): void {
  const descriptor = open(path, file);
  try {
    const buffer = Buffer.allocUnsafe(2 * CHUNK_BYTES);
    let kept = 0;
    let line = 0;
    for (;;) {
      const count = read(descriptor, buffer, kept, file);
      const filled = kept + count;
      let start = line === 0 && hasByteOrderMark(buffer, filled) ? BYTE_ORDER_MARK.length : 0;
      if (line === 0 && count === 0 && filled === start)
        throw new MarketDataError('FILE_EMPTY', 'the file is empty', { file });
      for (
        let end = buffer.indexOf(LINE_FEED, start);
        end >= 0 && end < filled;
        end = buffer.indexOf(LINE_FEED, start)
      ) {
        line += 1;
        handle(buffer, start, withoutReturn(buffer, start, end), line);
        start = end + 1;
      }
      if (count === 0) {
        if (filled > start) handle(buffer, start, withoutReturn(buffer, start, filled), line + 1);
        return;
      }
      kept = filled - start;
      if (kept > CHUNK_BYTES) {
        throw new MarketDataError('BAD_ROW', 'the line is longer than a megabyte', { file, line: line + 1 });
      }
      buffer.copyWithin(0, start, filled);
    }
  } finally {
    closeSync(descriptor);
  }
}

function withoutReturn(bytes: Buffer, start: number, end: number): number {
  return end > start && bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end;
}

function hasByteOrderMark(bytes: Buffer, filled: number): boolean {
  return filled >= BYTE_ORDER_MARK.length && BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte);
}

function open(path: string, file: string): number {
  try {
    // Before it is opened: opening a pipe waits for somebody to write into it.
    if (!statSync(path).isFile()) throw new MarketDataError('FILE_UNREADABLE', 'this is not a file', { file });
    return openSync(path, 'r');
  } catch (error) {
    throw error instanceof MarketDataError ? error : unreadable(error, file);
  }
}

function read(descriptor: number, buffer: Buffer, offset: number, file: string): number {
  try {
    return readSync(descriptor, buffer, offset, CHUNK_BYTES, null);
  } catch (error) {
    throw unreadable(error, file);
  }
}

function unreadable(error: unknown, file: string): MarketDataError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  const text = reason === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${reason})`;
  return new MarketDataError('FILE_UNREADABLE', text, { file });
}
