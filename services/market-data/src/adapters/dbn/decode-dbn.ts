import { DbnError } from './dbn-error.js';
import { decompress } from './decompress.js';
import { layoutSize, readLayout } from './fields.js';
import { type DbnBodies, type DbnKind, HEADER_BYTES, layoutOf } from './layouts.js';
import { type DbnMetadata, readMetadata } from './metadata.js';

const LENGTH_UNIT = 4;
const TS_OUT_BYTES = 8;

/** What every record has. */
export interface DbnHeader {
  /** The record type's number: tells a bar of a minute from one of an hour. */
  readonly rtype: number;
  readonly publisherId: number;
  readonly instrumentId: number;
  /** Epoch nanoseconds; of a bar its start. */
  readonly tsEvent: bigint | undefined;
}

export type DbnRecordOf<K extends DbnKind> = DbnHeader & { readonly kind: K } & DbnBodies[K];
export type DbnRecord = { readonly [K in DbnKind]: DbnRecordOf<K> }[DbnKind];

/** A file that is being read. */
export interface DbnFile {
  readonly metadata: DbnMetadata;
  /** In the order of the file, decoded one by one; types this reader does not know are left out. @throws DbnError */
  records(): Generator<DbnRecord>;
}

const header = [
  ['length', 'u8'],
  ['rtype', 'u8'],
  ['publisherId', 'u16'],
  ['instrumentId', 'u32'],
  ['tsEvent', 'time'],
] as const;

/**
 * Reads DBN of versions 1 to 3, compressed with Zstandard or not.
 * @throws DbnError for what is no DBN at all; a defect further on is thrown where it is met
 */
export function decodeDbn(content: Uint8Array): DbnFile {
  const bytes = decompress(content);
  const { metadata, end } = readMetadata(bytes);
  return { metadata, records: () => readRecords(bytes, end, metadata) };
}

function* readRecords(bytes: Buffer, start: number, { version, tsOut }: DbnMetadata): Generator<DbnRecord> {
  let number = 0;
  for (let at = start; at < bytes.length; ) {
    number += 1;
    const place = `record ${number} at byte ${at}`;
    if (at + HEADER_BYTES > bytes.length) throw new DbnError(place, 'cut off in its header');
    const { length: units, ...head } = readLayout(header, bytes, at);
    const length = units * LENGTH_UNIT;
    if (length < HEADER_BYTES) throw new DbnError(place, `a length of ${length} bytes is too short`);
    if (at + length > bytes.length)
      throw new DbnError(place, `cut off: ${length} bytes announced, ${bytes.length - at} there`);
    const known = layoutOf(head.rtype, version);
    if (known !== undefined) {
      const expected = HEADER_BYTES + layoutSize(known.layout) + (tsOut ? TS_OUT_BYTES : 0);
      if (length !== expected) throw new DbnError(place, `a ${known.kind} of ${length} bytes, not ${expected}`);
      const body = readLayout(known.layout, bytes, at + HEADER_BYTES);
      yield { ...head, kind: known.kind, ...body } as unknown as DbnRecord;
    }
    at += length;
  }
}
