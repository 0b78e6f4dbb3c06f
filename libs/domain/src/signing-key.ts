import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Role } from '@cream/proto/decision';
import { DomainError } from './errors.js';
import { sha256Hex } from './hash.js';

/** DER header of an Ed25519 SubjectPublicKeyInfo (RFC 8410); the raw key follows. */
const SPKI_HEADER = Buffer.from('302a300506032b6570032100', 'hex');
const RAW_KEY_LENGTH = 32;
const KEY_ID_DIGITS = 16;

/** What an approver signs with. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

/** What verdicts of one role are verified with. */
export interface PublicKey {
  readonly keyId: string;
  readonly key: KeyObject;
  readonly role: Role;
}

/** First 16 hex digits of SHA-256 over the raw 32-byte public key. */
export function keyIdOf(rawPublicKey: Uint8Array): string {
  return sha256Hex(rawPublicKey).slice(0, KEY_ID_DIGITS);
}

/** The raw 32 bytes of an Ed25519 key's public half. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  const ed25519 = requireEd25519(key);
  const publicKey = ed25519.type === 'private' ? createPublicKey(ed25519) : ed25519;
  return new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEADER.length));
}

/** @throws DomainError `KEY_MALFORMED` when the PEM holds no Ed25519 private key */
export function signingKeyFromPem(pem: string): SigningKey {
  return signingKeyOf(parse(() => createPrivateKey(pem)));
}

/** A signing key from an Ed25519 private key object. */
export function signingKeyOf(privateKey: KeyObject): SigningKey {
  return { keyId: keyIdOf(rawPublicKey(privateKey)), privateKey };
}

/** @throws DomainError `KEY_MALFORMED` when the PEM holds no Ed25519 public key */
export function publicKeyFromPem(pem: string, role: Role): PublicKey {
  return publicKeyOf(
    parse(() => createPublicKey(pem)),
    role,
  );
}

/** @throws DomainError `KEY_MALFORMED` when `raw` is not 32 bytes */
export function publicKeyFromRaw(raw: Uint8Array, role: Role): PublicKey {
  if (raw.length !== RAW_KEY_LENGTH) {
    throw new DomainError('KEY_MALFORMED', `a raw Ed25519 public key has 32 bytes, not ${raw.length}`);
  }
  const der = Buffer.concat([SPKI_HEADER, raw]);
  return publicKeyOf(
    parse(() => createPublicKey({ key: der, format: 'der', type: 'spki' })),
    role,
  );
}

/** The public half of a key (private or public) for one role. */
export function publicKeyOf(key: KeyObject, role: Role): PublicKey {
  const publicKey = requireEd25519(key).type === 'private' ? createPublicKey(key) : key;
  return { keyId: keyIdOf(rawPublicKey(publicKey)), key: publicKey, role };
}

/** Keys by id, as `verifyVerdict` wants them. */
export function keyRing(keys: Iterable<PublicKey>): ReadonlyMap<string, PublicKey> {
  return new Map([...keys].map((key) => [key.keyId, key]));
}

function requireEd25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new DomainError('KEY_MALFORMED', `an Ed25519 key is needed, not ${key.asymmetricKeyType ?? key.type}`);
  }
  return key;
}

function parse(read: () => KeyObject): KeyObject {
  try {
    return requireEd25519(read());
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    const error = new DomainError('KEY_MALFORMED', 'the text is not an Ed25519 key');
    error.cause = cause;
    throw error;
  }
}
