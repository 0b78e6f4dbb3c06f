import { hash as digest } from 'node:crypto';
import type { Hash as WireHash } from '@cream/proto/common';

export type { WireHash };

const HASH_LENGTH = 32;

/** SHA-256 of bytes, or of a text's UTF-8 bytes. */
export function sha256(input: Uint8Array | string): Uint8Array {
  return digest('sha256', input, 'buffer');
}

/** SHA-256 as 64 lower-case hex digits. */
export function sha256Hex(input: Uint8Array | string): string {
  return digest('sha256', input, 'hex');
}

/** Lower-case hex digits of bytes. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Wraps a digest of 32 bytes for the wire. */
export function hash(digestBytes: Uint8Array): WireHash {
  return { $typeName: 'cream.common.v1.Hash', sha256: digestBytes };
}

/** True when both are present, whole digests, and equal: an absent hash equals nothing. */
export function sameHash(a: WireHash | undefined, b: WireHash | undefined): boolean {
  return a !== undefined && b !== undefined && a.sha256.length === HASH_LENGTH && sameBytes(a.sha256, b.sha256);
}

/** Equality of public bytes; not for secrets. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
