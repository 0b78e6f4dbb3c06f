import type { WireHash } from '@cream/domain';

/** The most that is sent at once; the store takes up to four times as much. */
export const PIECE_BYTES = 1 << 20;
export const LINE_FEED = 0x0a;

/** Whole lines. */
export interface Lines {
  readonly bytes: Uint8Array;
  readonly last: boolean;
}

/** Bars as lines of text below a header: a file, or what was made into one. */
export interface BarSource {
  /** For messages. */
  readonly name: string;
  readonly size: number;
  /** SHA-256 of what an interrupted import is found again by. */
  content(): Promise<WireHash>;
  header(): Promise<Uint8Array>;
  /** From an offset in bytes on; none at the end. */
  lines(offset: number): Promise<Lines>;
  close(): Promise<void>;
}
