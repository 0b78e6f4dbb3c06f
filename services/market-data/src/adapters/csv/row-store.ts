const FIRST_BYTES = 1 << 16;
const SEPARATOR = 0x2c;
const FIELDS = 5;

/**
 * Open, high, low, close and volume of every row as canonical decimal text in one run of bytes, about 40 bytes a row:
 * a million bars stay small, keep every digit of the file, and the bytes are what the series' hash covers.
 */
export class RowStore {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private length = 0;
  private readonly offsets: number[] = [0];

  get rows(): number {
    return this.offsets.length - 1;
  }

  /** Adds one byte to the field being written. */
  write(byte: number): void {
    if (this.length === this.bytes.length) {
      const larger = Buffer.allocUnsafe(2 * this.bytes.length);
      this.bytes.copy(larger, 0, 0, this.length);
      this.bytes = larger;
    }
    this.bytes[this.length++] = byte;
  }

  endField(): void {
    this.write(SEPARATOR);
  }

  endRow(): void {
    this.offsets.push(this.length);
  }

  /** Forgets what was written of a row that is not ended. */
  dropRow(): void {
    this.length = this.offsets.at(-1) ?? 0;
  }

  /** Forgets the row that was ended last. */
  dropLast(): void {
    if (this.offsets.length > 1) this.offsets.pop();
    this.dropRow();
  }

  /** Bytes of the rows [from, to), valid until the next row is written. */
  bytesOf(from: number, to: number): Uint8Array {
    return this.bytes.subarray(this.offsets[from] ?? 0, this.offsets[to] ?? this.length);
  }

  /** Open, high, low, close, volume of one row. */
  fields(row: number): [open: string, high: string, low: string, close: string, volume: string] {
    const start = this.offsets[row] ?? 0;
    const end = (this.offsets[row + 1] ?? start + 1) - 1;
    const fields = this.bytes.toString('latin1', start, end).split(',', FIELDS);
    const [open = '', high = '', low = '', close = '', volume = ''] = fields;
    return [open, high, low, close, volume];
  }

  /** Everything written, row after row. */
  content(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
