import { DbnError } from './dbn-error.js';
import { cString, readLayout } from './fields.js';

const PREFIX = 'DBN';
const NEWEST_VERSION = 3;
const FIXED_BYTES = 100;
const V1_SYMBOL_BYTES = 22;
const PLACE = 'metadata';
const MIXED_SCHEMA = 0xffff;

/** Schemas by their number. */
const SCHEMAS = [
  'mbo',
  'mbp-1',
  'mbp-10',
  'tbbo',
  'trades',
  'ohlcv-1s',
  'ohlcv-1m',
  'ohlcv-1h',
  'ohlcv-1d',
  'definition',
  'statistics',
  'status',
  'imbalance',
  'ohlcv-eod',
  'cmbp-1',
  'cbbo-1s',
  'cbbo-1m',
  'tcbbo',
  'bbo-1s',
  'bbo-1m',
] as const;

/** A symbol and what it stood for, by dates: from inclusive, to exclusive, `20240701`. */
export interface DbnMapping {
  readonly symbol: string;
  readonly intervals: readonly { readonly from: number; readonly to: number; readonly symbol: string }[];
}

/** What a DBN file says about itself. */
export interface DbnMetadata {
  readonly version: number;
  readonly dataset: string;
  /** `ohlcv-1m`; undefined for a live stream of several schemas. */
  readonly schema: string | undefined;
  /** Epoch nanoseconds. */
  readonly start: bigint | undefined;
  readonly end: bigint | undefined;
  /** 255 for a stream of several. */
  readonly inType: number;
  readonly outType: number;
  /** Whether every record has a time of sending after it. */
  readonly tsOut: boolean;
  readonly symbols: readonly string[];
  readonly partial: readonly string[];
  readonly notFound: readonly string[];
  readonly mappings: readonly DbnMapping[];
}

const head = [
  ['dataset', 'text16'],
  ['schema', 'u16'],
  ['start', 'time'],
  ['end', 'time'],
  ['limit', 'u64'],
] as const;
const types = [
  ['inType', 'u8'],
  ['outType', 'u8'],
  ['tsOut', 'u8'],
] as const;
// The first version counted its records here.
const fixedV1 = [...head, ['recordCount', 'u64'], ...types, ['', 'skip47']] as const;
const fixedV2 = [...head, ...types, ['symbolBytes', 'u16'], ['', 'skip53']] as const;

/** @throws DbnError */
export function readMetadata(bytes: Buffer): { metadata: DbnMetadata; end: number } {
  if (bytes.length < 8 || bytes.toString('latin1', 0, 3) !== PREFIX)
    throw new DbnError(PLACE, 'this is not a DBN file');
  const version = bytes.readUInt8(3);
  if (version < 1 || version > NEWEST_VERSION) throw new DbnError(PLACE, `DBN version ${version} is not known`);
  const length = bytes.readUInt32LE(4);
  if (length < FIXED_BYTES) throw new DbnError(PLACE, `a length of ${length} bytes is too short`);
  const end = 8 + length;
  if (end > bytes.length) throw new DbnError(PLACE, `cut off: ${length} bytes announced, ${bytes.length - 8} there`);
  const body = bytes.subarray(8, end);
  const fixed = version === 1 ? readLayout(fixedV1, body, 0) : readLayout(fixedV2, body, 0);
  const symbolBytes = 'symbolBytes' in fixed ? fixed.symbolBytes : V1_SYMBOL_BYTES;
  // Any count of symbols without a length would fit into no bytes at all.
  if (symbolBytes === 0) throw new DbnError(PLACE, 'symbols of no length are announced');
  const rest = new Lists(body, symbolBytes);
  if (rest.number() !== 0) throw new DbnError(PLACE, 'schema definitions are not known');
  const metadata = {
    version,
    dataset: fixed.dataset,
    schema: fixed.schema === MIXED_SCHEMA ? undefined : schemaName(fixed.schema),
    start: fixed.start,
    end: fixed.end,
    inType: fixed.inType,
    outType: fixed.outType,
    tsOut: fixed.tsOut !== 0,
    symbols: rest.symbols(),
    partial: rest.symbols(),
    notFound: rest.symbols(),
    mappings: rest.mappings(),
  };
  return { metadata, end };
}

function schemaName(number: number): string {
  const name = SCHEMAS[number];
  if (name === undefined) throw new DbnError(PLACE, `schema ${number} is not known`);
  return name;
}

/** The lists behind the fixed part, read one after the other. */
class Lists {
  private at = FIXED_BYTES;

  constructor(
    private readonly bytes: Buffer,
    private readonly symbolBytes: number,
  ) {}

  number(): number {
    this.need(4);
    const value = this.bytes.readUInt32LE(this.at);
    this.at += 4;
    return value;
  }

  symbols(): string[] {
    return this.list(this.symbolBytes, () => this.symbol());
  }

  mappings(): DbnMapping[] {
    return this.list(this.symbolBytes + 4, () => ({
      symbol: this.symbol(),
      intervals: this.list(this.symbolBytes + 8, () => ({
        from: this.number(),
        to: this.number(),
        symbol: this.symbol(),
      })),
    }));
  }

  /** A count is believed only as far as there are bytes for it. */
  private list<T>(least: number, read: () => T): T[] {
    const count = this.number();
    this.need(count * least);
    return Array.from({ length: count }, read);
  }

  private symbol(): string {
    this.need(this.symbolBytes);
    const text = cString(this.bytes, this.at, this.symbolBytes);
    this.at += this.symbolBytes;
    return text;
  }

  private need(bytes: number): void {
    if (this.at + bytes > this.bytes.length) throw new DbnError(PLACE, `cut off at byte ${8 + this.at}`);
  }
}
