import type { DecimalText } from '../../app/ports/decimal-text.js';

/** One side each of a price level; an empty side has no price. */
export interface PriceLevel {
  readonly bid: DecimalText | undefined;
  readonly ask: DecimalText | undefined;
  readonly bidSize: number;
  readonly askSize: number;
  /** Orders at the level; absent in consolidated records, which name the venue instead. */
  readonly bidOrders?: number | undefined;
  readonly askOrders?: number | undefined;
  readonly bidPublisher?: number | undefined;
  readonly askPublisher?: number | undefined;
}

interface Values {
  readonly u8: number;
  readonly i8: number;
  readonly u16: number;
  readonly i16: number;
  readonly u32: number;
  readonly i32: number;
  readonly u64: bigint;
  readonly i64: bigint;
  /** Units of 1e-9; undefined for the largest number, which stands for none. */
  readonly price: DecimalText | undefined;
  /** Epoch nanoseconds; undefined for the largest number. */
  readonly time: bigint | undefined;
  readonly char: string;
}

type Counted = 'text' | 'skip' | 'levels' | 'consolidated';
export type FieldKind = keyof Values | `${Counted}${number}`;
export type Layout = readonly (readonly [name: string, kind: FieldKind])[];

type ValueOf<K extends FieldKind> = K extends keyof Values
  ? Values[K]
  : K extends `text${number}`
    ? string
    : readonly PriceLevel[];

/** What a layout reads as. */
export type RecordOf<L extends Layout> = {
  readonly [F in L[number] as F[1] extends `skip${number}` ? never : F[0]]: ValueOf<F[1]>;
};

const LEVEL_BYTES = 32;
const NO_PRICE = 0x7fff_ffff_ffff_ffffn;
const NO_TIME = 0xffff_ffff_ffff_ffffn;
const PRICE_DIGITS = 9;
const SIZES: Readonly<Record<keyof Values, number>> = {
  u8: 1,
  i8: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  u64: 8,
  i64: 8,
  price: 8,
  time: 8,
  char: 1,
};
const COUNTED = /^(text|skip|levels|consolidated)(\d+)$/;

/** Bytes of a field. */
function sizeOf(kind: FieldKind): number {
  const [, name, digits] = COUNTED.exec(kind) ?? [];
  if (name === undefined) return SIZES[kind as keyof Values];
  return Number(digits) * (name === 'levels' || name === 'consolidated' ? LEVEL_BYTES : 1);
}

/** Bytes of a layout: fields follow one another without gaps. */
export function layoutSize(layout: Layout): number {
  return layout.reduce((bytes, [, kind]) => bytes + sizeOf(kind), 0);
}

/** Reads the fields of a layout from a position on. The bytes must be there. */
export function readLayout<L extends Layout>(layout: L, bytes: Buffer, start: number): RecordOf<L> {
  const record: Record<string, unknown> = {};
  let at = start;
  for (const [name, kind] of layout) {
    if (!kind.startsWith('skip')) record[name] = readField(kind, bytes, at);
    at += sizeOf(kind);
  }
  return record as RecordOf<L>;
}

function readField(kind: FieldKind, bytes: Buffer, at: number): unknown {
  switch (kind) {
    case 'u8':
      return bytes.readUInt8(at);
    case 'i8':
      return bytes.readInt8(at);
    case 'u16':
      return bytes.readUInt16LE(at);
    case 'i16':
      return bytes.readInt16LE(at);
    case 'u32':
      return bytes.readUInt32LE(at);
    case 'i32':
      return bytes.readInt32LE(at);
    case 'u64':
      return bytes.readBigUInt64LE(at);
    case 'i64':
      return bytes.readBigInt64LE(at);
    case 'price':
      return priceText(bytes.readBigInt64LE(at));
    case 'time':
      return timeOrNothing(bytes.readBigUInt64LE(at));
    case 'char':
      return String.fromCharCode(bytes.readUInt8(at));
    default:
      return readCounted(kind, bytes, at);
  }
}

function readCounted(kind: string, bytes: Buffer, at: number): unknown {
  const [, name, digits] = COUNTED.exec(kind) ?? [];
  const count = Number(digits);
  if (name === 'text') return cString(bytes, at, count);
  return Array.from({ length: count }, (_, i) => readLevel(bytes, at + i * LEVEL_BYTES, name === 'consolidated'));
}

function readLevel(bytes: Buffer, at: number, consolidated: boolean): PriceLevel {
  const level = {
    bid: priceText(bytes.readBigInt64LE(at)),
    ask: priceText(bytes.readBigInt64LE(at + 8)),
    bidSize: bytes.readUInt32LE(at + 16),
    askSize: bytes.readUInt32LE(at + 20),
  };
  return consolidated
    ? { ...level, bidPublisher: bytes.readUInt16LE(at + 24), askPublisher: bytes.readUInt16LE(at + 28) }
    : { ...level, bidOrders: bytes.readUInt32LE(at + 24), askOrders: bytes.readUInt32LE(at + 28) };
}

/** Text up to the first zero byte. */
export function cString(bytes: Buffer, at: number, length: number): string {
  const end = bytes.indexOf(0, at);
  return bytes.toString('utf8', at, end < 0 || end > at + length ? at + length : end);
}

function priceText(units: bigint): DecimalText | undefined {
  if (units === NO_PRICE) return undefined;
  const digits = (units < 0n ? -units : units).toString().padStart(PRICE_DIGITS + 1, '0');
  const fraction = digits.slice(-PRICE_DIGITS).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -PRICE_DIGITS)}${fraction === '' ? '' : `.${fraction}`}`;
}

function timeOrNothing(nanos: bigint): bigint | undefined {
  return nanos === NO_TIME ? undefined : nanos;
}
