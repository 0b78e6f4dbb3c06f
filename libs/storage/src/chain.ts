import { createHash } from 'node:crypto';
import { StorageError } from './errors.js';

/** What a chained entry's hash covers. */
export interface ChainInput {
  /** Position in the chain, from 0; an unsigned 32-bit integer. */
  readonly sequence: number;
  /** What `bytes` is; an unsigned 32-bit integer. */
  readonly kind: number;
  /** Milliseconds since 1970 UTC; a safe integer. */
  readonly timeMs: number;
  readonly bytes: Uint8Array;
  /** Hash of the entry before, {@link CHAIN_START} for the first; 32 bytes. */
  readonly previousHash: Uint8Array;
}

/** An entry as it is stored: with the hash that was computed when it was written. */
export interface ChainEntry extends ChainInput {
  readonly hash: Uint8Array;
}

/** Where a chain is broken first. */
export interface ChainBreak {
  /** Index in the list that was given. */
  readonly index: number;
  readonly problem: /** The entry's number is not its place: something was removed, added or moved. */
    | 'SEQUENCE'
    /** The entry does not follow the one before it. */
    | 'PREVIOUS_HASH'
    /** The entry's content is not what was hashed. */
    | 'HASH'
    /** The chain ends before or after the entry it should end with. */
    | 'END';
}

/** The previous hash of a chain's first entry: 32 zero bytes. */
export const CHAIN_START: Uint8Array = new Uint8Array(32);

const HEADER_BYTES = 24;
const UINT32_LIMIT = 2 ** 32;

/**
 * SHA-256 over, all big-endian: sequence (4 bytes), kind (4), time in ms (8, two's complement), length of the bytes (8),
 * the bytes, the previous hash (32). Fixed widths and the length make the coding unambiguous: no two different entries
 * give the same input.
 * @throws StorageError `CHAIN_INPUT` when a number or the previous hash does not fit its width
 */
export function chainHash(entry: ChainInput): Uint8Array {
  const { sequence, kind, timeMs, bytes, previousHash } = entry;
  if (!isUint32(sequence) || !isUint32(kind) || !Number.isSafeInteger(timeMs) || previousHash.length !== 32) {
    throw new StorageError(
      'CHAIN_INPUT',
      `an entry with sequence ${sequence}, kind ${kind}, time ${timeMs} and ${previousHash.length} bytes of previous hash cannot be chained`,
    );
  }
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.writeUInt32BE(sequence, 0);
  header.writeUInt32BE(kind, 4);
  header.writeBigInt64BE(BigInt(timeMs), 8);
  header.writeBigUInt64BE(BigInt(bytes.length), 16);
  return createHash('sha256').update(header).update(bytes).update(previousHash).digest();
}

/**
 * Recomputes a whole chain, from its first entry on. Returns the first break, or undefined when there is none. A chain
 * cut off at its end is still a chain: whoever knows the hash it should end with gives it as `lastHash`.
 */
export function verifyChain(entries: Iterable<ChainEntry>, lastHash?: Uint8Array): ChainBreak | undefined {
  let previous = CHAIN_START;
  let index = 0;
  for (const entry of entries) {
    if (entry.sequence !== index) return { index, problem: 'SEQUENCE' };
    if (!sameBytes(entry.previousHash, previous)) return { index, problem: 'PREVIOUS_HASH' };
    if (!fits(entry) || !sameBytes(chainHash(entry), entry.hash)) return { index, problem: 'HASH' };
    previous = entry.hash;
    index += 1;
  }
  if (lastHash !== undefined && !sameBytes(previous, lastHash)) return { index, problem: 'END' };
  return undefined;
}

/** A stored number outside its width was never hashed: that is a finding, not a fault of the verifier. */
function fits(entry: ChainInput): boolean {
  return isUint32(entry.kind) && Number.isSafeInteger(entry.timeMs);
}

function isUint32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < UINT32_LIMIT;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
