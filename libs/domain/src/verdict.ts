import { sign } from 'node:crypto';
import { type Verdict, VerdictSchema } from '@cream/proto/decision';
import { canonicalBytes } from './canonical.js';
import { DomainError } from './errors.js';
import { APPROVERS, roleName } from './names.js';
import { signatureHolds } from './signature-check.js';
import type { PublicKey, SigningKey } from './signing-key.js';

const UNSIGNED = new Uint8Array(0);
const SIGNATURE_LENGTH = 64;

/** Whether a verdict was signed by the key it names, and that key belongs to the role it speaks for. */
export type SignatureState = 'VALID' | 'INVALID' | 'UNKNOWN_KEY';

/** What is signed: the canonical bytes with `signature` left empty, key id included. */
export function verdictBytes(verdict: Verdict): Uint8Array {
  return canonicalBytes(VerdictSchema, { ...verdict, signature: UNSIGNED });
}

/**
 * A signed copy that names the key.
 * @throws DomainError `ROLE_NOT_APPROVER` when the verdict's role may not approve plans
 */
export function signVerdict(verdict: Verdict, key: SigningKey): Verdict {
  if (!APPROVERS.includes(verdict.role)) {
    throw new DomainError('ROLE_NOT_APPROVER', `${roleName(verdict.role)} does not sign verdicts`, 'role');
  }
  const unsigned: Verdict = { ...verdict, keyId: key.keyId, signature: UNSIGNED };
  const signature = sign(null, canonicalBytes(VerdictSchema, unsigned), key.privateKey);
  return { ...unsigned, signature: new Uint8Array(signature) };
}

/**
 * Checks a verdict's signature against known public keys (by key id). A key speaks only for its own role: a critic's
 * key under a risk manager's verdict is INVALID, so that one approver can never stand in for both.
 */
export function verifyVerdict(verdict: Verdict, keys: ReadonlyMap<string, PublicKey>): SignatureState {
  const known = keys.get(verdict.keyId);
  if (known === undefined) return 'UNKNOWN_KEY';
  const plausible =
    known.keyId === verdict.keyId &&
    known.role === verdict.role &&
    APPROVERS.includes(verdict.role) &&
    verdict.signature.length === SIGNATURE_LENGTH;
  return plausible && signatureHolds(known.key, verdictBytes(verdict), verdict.signature) ? 'VALID' : 'INVALID';
}
