import type { BarRows } from '../../app/bar-series.js';
import { rowOffsets } from './blocks.js';

/** The numbers of stored bars as one run of bytes, as the blocks hold them. */
export class PackedRows implements BarRows {
  private readonly bytes: Buffer;
  private readonly offsets: Uint32Array;

  constructor(numbers: Uint8Array, rows: number) {
    this.bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    this.offsets = rowOffsets(numbers, rows);
  }

  fields(row: number): [open: string, high: string, low: string, close: string, volume: string] {
    const [start = 0, end = 1] = [this.offsets[row], this.offsets[row + 1]];
    const [open = '', high = '', low = '', close = '', volume = ''] = this.bytes
      .toString('latin1', start, end)
      .split(',');
    return [open, high, low, close, volume];
  }

  content(): Uint8Array {
    return this.bytes;
  }
}
