import { zstdCompressSync } from 'node:zlib';

const UNDEFINED_PRICE = 0x7fff_ffff_ffff_ffffn;

/** Dollars as DBN's units of 1e-9. */
export const units = (price: number | undefined) =>
  price === undefined ? UNDEFINED_PRICE : BigInt(Math.round(price * 1e6)) * 1000n;
/** Epoch nanoseconds of a time. */
export const nanos = (time: string) => BigInt(Date.parse(time)) * 1_000_000n;

/** A small writer of DBN as Databento documents it: enough for stories of our own. */
export interface DbnStory {
  readonly version?: number;
  readonly schema: number;
  readonly dataset?: string;
  readonly tsOut?: boolean;
  /** Symbol by instrument number, for all dates. */
  readonly symbols: Readonly<Record<string, number>>;
  readonly records: readonly Buffer[];
}

export function dbn({ version = 3, schema, dataset = 'XNAS.ITCH', tsOut = false, symbols, records }: DbnStory): Buffer {
  const width = version === 1 ? 22 : 71;
  const fixed = Buffer.alloc(100);
  fixed.write(dataset, 0, 'latin1');
  fixed.writeUInt16LE(schema, 16);
  const typesAt = version === 1 ? 50 : 42;
  fixed.writeUInt8(1, typesAt);
  fixed.writeUInt8(tsOut ? 1 : 0, typesAt + 2);
  if (version > 1) fixed.writeUInt16LE(width, typesAt + 3);
  const text = (value: string) => Buffer.from(value.padEnd(width, '\0'), 'latin1');
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    return bytes;
  };
  const names = Object.keys(symbols);
  const mappings = names.flatMap((name) => [
    text(name),
    number(1),
    number(19_700_101),
    number(20_990_101),
    text(String(symbols[name])),
  ]);
  const body = Buffer.concat([
    fixed,
    number(0),
    number(names.length),
    ...names.map(text),
    number(0),
    number(0),
    number(names.length),
    ...mappings,
  ]);
  const head = Buffer.from([0x44, 0x42, 0x4e, version, 0, 0, 0, 0]);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, ...records]);
}

/** Compressed the way Databento does: metadata and records in frames of their own. */
export function dbnZst(story: DbnStory): Buffer {
  const head = dbn({ ...story, records: [] });
  return Buffer.concat([zstdCompressSync(head), zstdCompressSync(Buffer.concat(story.records))]);
}

export function record(rtype: number, instrumentId: number, tsEvent: bigint, body: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt8((16 + body.length) / 4, 0);
  head.writeUInt8(rtype, 1);
  head.writeUInt16LE(2, 2);
  head.writeUInt32LE(instrumentId, 4);
  head.writeBigUInt64LE(tsEvent, 8);
  return Buffer.concat([head, body]);
}

export function ohlcv(
  rtype: number,
  instrumentId: number,
  start: bigint,
  prices: readonly (number | undefined)[],
  volume = 100n,
): Buffer {
  const body = Buffer.alloc(40);
  prices.forEach((price, i) => {
    body.writeBigInt64LE(units(price), 8 * i);
  });
  body.writeBigUInt64LE(volume, 32);
  return record(rtype, instrumentId, start, body);
}

/** A record of mbp-1: an addition to the book, or a trade. */
export function mbp1(
  instrumentId: number,
  time: bigint,
  action: string,
  bid: number | undefined,
  ask: number | undefined,
): Buffer {
  const body = Buffer.alloc(64);
  body.writeBigInt64LE(units(ask ?? bid), 0);
  body.writeUInt32LE(7, 8);
  body.write(action, 12, 'latin1');
  body.write('A', 13, 'latin1');
  body.writeBigUInt64LE(time, 16);
  body.writeUInt32LE(99, 28);
  body.writeBigInt64LE(units(bid), 32);
  body.writeBigInt64LE(units(ask), 40);
  body.writeUInt32LE(3, 48);
  body.writeUInt32LE(4, 52);
  return record(1, instrumentId, time - 1000n, body);
}
