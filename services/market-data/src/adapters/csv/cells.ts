const COMMA = 0x2c;
const QUOTE = 0x22;
const SPACE = 0x20;
const TAB = 0x09;

/**
 * Where the cells of one line lie: `starts[i]` to `ends[i]` in its bytes, without quotes and surrounding blanks. Reused
 * from line to line, because a file may have millions of them.
 */
export class Cells {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Cells found; stops counting one past the expected number. */
  count = 0;

  constructor(private readonly expected: number) {
    this.starts = new Int32Array(expected + 1);
    this.ends = new Int32Array(expected + 1);
  }

  /** Splits a line at its commas. Returns false when a quoted cell is not closed properly. */
  split(bytes: Buffer, start: number, end: number): boolean {
    this.count = 0;
    let from = start;
    for (;;) {
      while (from < end && isBlank(bytes[from])) from += 1;
      const quoted = from < end && bytes[from] === QUOTE;
      const stop = quoted ? closingQuote(bytes, from + 1, end) : nextComma(bytes, from, end);
      if (stop < 0) return false;
      if (this.count <= this.expected) {
        this.starts[this.count] = quoted ? from + 1 : from;
        this.ends[this.count] = quoted ? stop : trimmedEnd(bytes, from, stop);
      }
      this.count += 1;
      let next = quoted ? stop + 1 : stop;
      while (next < end && isBlank(bytes[next])) next += 1;
      if (next >= end) return true;
      if (bytes[next] !== COMMA) return false;
      from = next + 1;
    }
  }

  /** The text of one cell. */
  text(bytes: Buffer, index: number): string {
    return bytes.toString('utf8', this.starts[index] ?? 0, this.ends[index] ?? 0);
  }
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}

function nextComma(bytes: Buffer, start: number, end: number): number {
  let i = start;
  while (i < end && bytes[i] !== COMMA) i += 1;
  return i;
}

/** Position of the quote that ends the cell, skipping doubled quotes; -1 when there is none. */
function closingQuote(bytes: Buffer, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    if (bytes[i] !== QUOTE) continue;
    if (bytes[i + 1] !== QUOTE || i + 1 >= end) return i;
    i += 1;
  }
  return -1;
}

function trimmedEnd(bytes: Buffer, start: number, end: number): number {
  let i = end;
  while (i > start && isBlank(bytes[i - 1])) i -= 1;
  return i;
}
