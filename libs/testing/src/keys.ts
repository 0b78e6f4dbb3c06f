import { createPrivateKey } from 'node:crypto';
import { keyRing, type PublicKey, publicKeyOf, roleName, type SigningKey, sha256, signingKeyOf } from '@cream/domain';
import { Role } from '@cream/proto/decision';

/** DER header of an Ed25519 private key (RFC 8410); the 32-byte seed follows. */
const PKCS8_HEADER = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The test key of a role: the same in every run, and worth nothing outside tests. */
export function testKey(role: Role): SigningKey {
  const known = KEYS.get(role);
  if (known !== undefined) return known;
  const key = aSigningKey(`test key of ${roleName(role)}`);
  KEYS.set(role, key);
  return key;
}

/** The Ed25519 key that follows from a text, and from nothing else. */
export function aSigningKey(text: string): SigningKey {
  const der = Buffer.concat([PKCS8_HEADER, sha256(text)]);
  return signingKeyOf(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

const KEYS = new Map<Role, SigningKey>();

/** The public keys of both approvers, by key id. */
export function testKeyRing(): ReadonlyMap<string, PublicKey> {
  return keyRing([Role.RISK_MANAGER, Role.CRITIC].map((role) => publicKeyOf(testKey(role).privateKey, role)));
}
