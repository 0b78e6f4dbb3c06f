import { type KeyObject, verify } from 'node:crypto';
import { sha256Hex } from './hash.js';
import { rawPublicKey } from './signing-key.js';

/** Enough for the verdicts a process has in hand at one time. */
const REMEMBERED = 256;

const rawKeys = new WeakMap<KeyObject, Uint8Array>();
const answers = new Map<string, boolean>();

/**
 * Whether `signature` (64 bytes) is the key's Ed25519 signature (RFC 8032) over `bytes`. The answer depends on these three and
 * nothing else, and takes longer than all the rest of checking a verdict; in one process the orchestrator and execution each ask
 * for the same verdict, so the newest answers are kept under a digest of all three.
 */
export function signatureHolds(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  // Key and signature have fixed lengths: no two different questions are the same input.
  const question = sha256Hex(Buffer.concat([rawKeyOf(key), signature, bytes]));
  const known = answers.get(question);
  if (known !== undefined) return known;
  const answer = verify(null, bytes, key, signature);
  if (answers.size >= REMEMBERED) answers.delete(answers.keys().next().value ?? '');
  answers.set(question, answer);
  return answer;
}

/** A key object never changes. */
function rawKeyOf(key: KeyObject): Uint8Array {
  let raw = rawKeys.get(key);
  if (raw === undefined) {
    raw = rawPublicKey(key);
    rawKeys.set(key, raw);
  }
  return raw;
}
