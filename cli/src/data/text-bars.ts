import { hash, type WireHash } from '@cream/domain';
import { type BarSource, LINE_FEED, type Lines, PIECE_BYTES } from './bar-source.js';

/** Bars that were made into lines of text. */
export class TextBars implements BarSource {
  private readonly bytes: Buffer;

  /** @param digest SHA-256 of what they were made from */
  constructor(
    readonly name: string,
    text: string,
    private readonly digest: Uint8Array,
  ) {
    this.bytes = Buffer.from(text);
  }

  get size(): number {
    return this.bytes.length;
  }

  async content(): Promise<WireHash> {
    return hash(this.digest);
  }

  async header(): Promise<Uint8Array> {
    return this.bytes.subarray(0, this.bytes.indexOf(LINE_FEED) + 1);
  }

  async lines(offset: number): Promise<Lines> {
    const end = offset + PIECE_BYTES;
    if (end >= this.size) return { bytes: this.bytes.subarray(offset), last: true };
    return { bytes: this.bytes.subarray(offset, this.bytes.lastIndexOf(LINE_FEED, end - 1) + 1), last: false };
  }

  async close(): Promise<void> {
    // Nothing is held open.
  }
}
