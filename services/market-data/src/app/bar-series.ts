import { hash, sha256, timestamp } from '@cream/domain';
import type { Decimal, Hash } from '@cream/proto/common';
import type { Bar, BarInterval } from '@cream/proto/market';
import { countUpTo } from '../calendar/sorted.js';

const CHUNK_BARS = 256;
const CHUNKS_KEPT = 1024;

/** Where the numbers of a bar come from: canonical decimal texts. */
export interface BarRows {
  fields(row: number): [open: string, high: string, low: string, close: string, volume: string];
  /** All rows as bytes, for the hash. */
  content(): Uint8Array;
}

/** Everything a series is made of. Times are UTC milliseconds, ascending. */
export interface SeriesParts {
  readonly symbol: string;
  readonly interval: BarInterval;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly rows: BarRows;
  readonly source: string;
  readonly contextOnly: boolean;
}

/**
 * The bars of one symbol, never changed after loading. Messages are made in chunks when first asked for and shared by
 * all answers from then on, so an answer costs a binary search and a slice. Of very long series the chunks made longest
 * ago are forgotten and made again when needed.
 */
export class BarSeries {
  readonly symbol: string;
  readonly interval: BarInterval;
  readonly source: string;
  readonly contextOnly: boolean;
  readonly ends: Float64Array;
  private readonly starts: Float64Array;
  private readonly rows: BarRows;
  private hash: Hash | undefined;
  private readonly chunks = new Map<number, readonly Bar[]>();

  constructor(readonly parts: SeriesParts) {
    this.symbol = parts.symbol;
    this.interval = parts.interval;
    this.source = parts.source;
    this.contextOnly = parts.contextOnly;
    this.starts = parts.starts;
    this.ends = parts.ends;
    this.rows = parts.rows;
  }

  /** SHA-256 over interval, times and canonical numbers: formatting of the file does not matter. */
  get content(): Hash {
    this.hash ??= contentHash(this.parts);
    return this.hash;
  }

  get length(): number {
    return this.ends.length;
  }

  /** How many bars had ended by a time: bars [0, n) are visible then. */
  visibleAt(asOfMs: number): number {
    return countUpTo(this.ends, asOfMs);
  }

  startOf(index: number): number {
    return this.starts[index] ?? Number.NaN;
  }

  endOf(index: number): number {
    return this.ends[index] ?? Number.NaN;
  }

  /** @throws RangeError when there is no such bar */
  bar(index: number): Bar {
    const bar =
      index >= 0 && index < this.length ? this.chunk(Math.floor(index / CHUNK_BARS))[index % CHUNK_BARS] : undefined;
    if (bar === undefined) throw new RangeError(`${this.symbol} has ${this.length} bars, not a bar ${index}`);
    return bar;
  }

  /** Bars [from, to), shared messages. */
  slice(from: number, to: number): Bar[] {
    const bars: Bar[] = [];
    for (let start = from; start < to; ) {
      const chunk = Math.floor(start / CHUNK_BARS);
      const first = chunk * CHUNK_BARS;
      const part = this.chunk(chunk);
      const end = Math.min(to, first + part.length);
      if (end <= start) break;
      for (let i = start - first; i < end - first; i++) bars.push(part[i] as Bar);
      start = end;
    }
    return bars;
  }

  private chunk(number: number): readonly Bar[] {
    const known = this.chunks.get(number);
    if (known !== undefined) return known;
    const first = number * CHUNK_BARS;
    const bars = Array.from({ length: Math.min(CHUNK_BARS, this.length - first) }, (_, i) => this.makeBar(first + i));
    if (this.chunks.size >= CHUNKS_KEPT) {
      const [oldest = number] = this.chunks.keys();
      this.chunks.delete(oldest);
    }
    this.chunks.set(number, bars);
    return bars;
  }

  private makeBar(index: number): Bar {
    const [open, high, low, close, volume] = this.rows.fields(index);
    return {
      $typeName: 'cream.market.v1.Bar',
      symbol: this.symbol,
      interval: this.interval,
      start: timestamp(this.starts[index] ?? Number.NaN),
      end: timestamp(this.ends[index] ?? Number.NaN),
      open: decimal(open),
      high: decimal(high),
      low: decimal(low),
      close: decimal(close),
      volume: decimal(volume),
    };
  }
}

function decimal(value: string): Decimal {
  return { $typeName: 'cream.common.v1.Decimal', value };
}

function contentHash(parts: SeriesParts): Hash {
  const numbers = parts.rows.content();
  const prefix = 4 + 16 * parts.ends.length;
  const bytes = new Uint8Array(prefix + numbers.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, parts.interval);
  for (let i = 0; i < parts.ends.length; i++) {
    view.setFloat64(4 + 16 * i, parts.starts[i] ?? 0);
    view.setFloat64(12 + 16 * i, parts.ends[i] ?? 0);
  }
  bytes.set(numbers, prefix);
  return hash(sha256(bytes));
}
