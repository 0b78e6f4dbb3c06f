import { fromBinary } from '@bufbuild/protobuf';
import { EntryKind } from '@cream/proto/cycle';
import { VerdictSchema } from '@cream/proto/decision';
import { canonicalBytes } from './canonical.js';
import { sha256 } from './hash.js';

const KIND_LENGTH = 4;
const NO_SIGNATURE = new Uint8Array(0);

/**
 * The bytes of a record entry that depend on neither machine nor keys. Only verdicts hold a signature and a key id, so
 * theirs are cleared; every other kind is answered as it is, without a copy.
 */
export function contentBytes(kind: EntryKind, bytes: Uint8Array): Uint8Array {
  if (kind !== EntryKind.VERDICT) return bytes;
  const verdict = fromBinary(VerdictSchema, bytes);
  verdict.signature = NO_SIGNATURE;
  verdict.keyId = '';
  return canonicalBytes(VerdictSchema, verdict);
}

/** SHA-256 over the kind (4 bytes, big endian) and the content bytes. */
export function contentHash(kind: EntryKind, bytes: Uint8Array): Uint8Array {
  const content = contentBytes(kind, bytes);
  const input = Buffer.allocUnsafe(KIND_LENGTH + content.length);
  input.writeUInt32BE(kind, 0);
  input.set(content, KIND_LENGTH);
  return sha256(input);
}

/** SHA-256 over the content hashes of a cycle's entries in order: the cycle's content hash. */
export function recordContentHash(contentHashes: readonly Uint8Array[]): Uint8Array {
  return sha256(Buffer.concat(contentHashes));
}
