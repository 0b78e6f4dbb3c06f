import { generateKeyPairSync } from 'node:crypto';
import { clone, fromBinary } from '@bufbuild/protobuf';
import { Answer, Role, type Verdict, VerdictSchema } from '@cream/proto/decision';
import { AS_OF_MS, aPlan, aVerdict, testKey, testKeyRing } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../src/canonical.js';
import { DomainError } from '../src/errors.js';
import { hash, hex, sha256 } from '../src/hash.js';
import {
  keyIdOf,
  keyRing,
  publicKeyFromPem,
  publicKeyFromRaw,
  publicKeyOf,
  rawPublicKey,
  signingKeyFromPem,
} from '../src/signing-key.js';
import { timestamp } from '../src/time.js';
import { signVerdict, verdictBytes, verifyVerdict } from '../src/verdict.js';

const keys = testKeyRing();
const verdict = aVerdict();

describe('a verdict', () => {
  it('signed by its approver is valid, on this machine and after the wire', () => {
    expect(verifyVerdict(verdict, keys)).toBe('VALID');
    const read = fromBinary(VerdictSchema, canonicalBytes(VerdictSchema, verdict));
    expect(verifyVerdict(read, keys)).toBe('VALID');
    expect(verdict.keyId).toBe(testKey(Role.RISK_MANAGER).keyId);
  });

  it('has the same signature every time', () => {
    expect(hex(aVerdict().signature)).toBe(hex(verdict.signature));
  });

  it('signed by a stranger’s key is of an unknown key', () => {
    const stranger = signingKeyFromPem(pem());
    expect(verifyVerdict(aVerdict({ key: stranger }), keys)).toBe('UNKNOWN_KEY');
  });

  it('of the risk manager signed by the critic is invalid', () => {
    expect(verifyVerdict(aVerdict({ key: testKey(Role.CRITIC) }), keys)).toBe('INVALID');
  });

  it('of the critic relabelled as the risk manager’s is invalid', () => {
    const relabelled = { ...aVerdict({ role: Role.CRITIC }), role: Role.RISK_MANAGER };
    expect(verifyVerdict(relabelled, keys)).toBe('INVALID');
    expect(verifyVerdict({ ...relabelled, keyId: testKey(Role.RISK_MANAGER).keyId }, keys)).toBe('INVALID');
  });

  it('signed by a stranger under the approver’s key id is invalid', () => {
    const forged = { ...aVerdict({ key: signingKeyFromPem(pem()) }), keyId: testKey(Role.RISK_MANAGER).keyId };
    expect(verifyVerdict(forged, keys)).toBe('INVALID');
  });

  it('without a signature, or with half of one, is invalid', () => {
    expect(verifyVerdict({ ...verdict, signature: new Uint8Array() }, keys)).toBe('INVALID');
    expect(verifyVerdict({ ...verdict, signature: verdict.signature.slice(0, 32) }, keys)).toBe('INVALID');
    expect(verifyVerdict({ ...verdict, signature: new Uint8Array(64) }, keys)).toBe('INVALID');
  });

  it('of a role that does not approve is not signed, and not believed', () => {
    expect(() => signVerdict({ ...verdict, role: Role.TRADER }, testKey(Role.TRADER))).toThrow(DomainError);
    const trader = publicKeyOf(testKey(Role.TRADER).privateKey, Role.TRADER);
    const posing = { ...verdict, role: Role.TRADER, keyId: trader.keyId };
    expect(verifyVerdict(posing, keyRing([trader]))).toBe('INVALID');
  });

  it.each([
    ['an answer', { answers: [] }],
    ['the plan', { planHash: hash(sha256('another plan')) }],
    ['the briefing', { briefingHash: hash(sha256('another briefing')) }],
    ['the nonce', { nonce: new Uint8Array(32) }],
    ['the expiry', { expiresAt: timestamp(AS_OF_MS + 10 * 3_600_000) }],
    ['the issue', { issuedAt: undefined }],
    ['the summary', { summary: 'Looked at twice.' }],
  ])('is invalid once %s is changed', (_, change) => {
    expect(verifyVerdict({ ...verdict, ...change }, keys)).toBe('INVALID');
  });

  it('turned from REJECT to APPROVE is invalid', () => {
    const rejected = clone(VerdictSchema, aVerdict({ answer: Answer.REJECT }));
    for (const answer of rejected.answers) answer.answer = Answer.APPROVE;
    expect(verifyVerdict(rejected, keys)).toBe('INVALID');
  });

  it('with any byte of its signature changed is invalid', () => {
    fc.assert(
      fc.property(fc.nat(63), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const signature = verdict.signature.map((byte, index) => (index === at ? byte ^ flip : byte));
        expect(verifyVerdict({ ...verdict, signature }, keys)).not.toBe('VALID');
      }),
    );
  });

  it('with any byte changed is never a valid verdict that says something else', () => {
    const bytes = canonicalBytes(VerdictSchema, verdict);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = readable(bytes.map((byte, index) => (index === at ? byte ^ flip : byte)));
        if (changed === undefined || verifyVerdict(changed, keys) !== 'VALID') return;
        // The decoder ignores a scalar's wire type, so a few flipped bits still spell the very same message.
        expect(hex(canonicalBytes(VerdictSchema, changed))).toBe(hex(bytes));
      }),
      { numRuns: 400 },
    );
  });

  it('is signed as a whole, its own signature aside', () => {
    expect(hex(verdictBytes(verdict))).toBe(hex(verdictBytes({ ...verdict, signature: new Uint8Array() })));
    expect(hex(verdictBytes(verdict))).not.toBe(hex(verdictBytes({ ...verdict, keyId: '' })));
    expect(verifyVerdict(aVerdict({ plan: aPlan() }), keys)).toBe('VALID');
  });
});

describe('keys', () => {
  it('have the id of their raw public half', () => {
    const key = signingKeyFromPem(pem());
    const raw = rawPublicKey(key.privateKey);
    expect(raw).toHaveLength(32);
    expect(key.keyId).toBe(keyIdOf(raw));
    expect(key.keyId).toBe(hex(sha256(raw)).slice(0, 16));
  });

  it('are the same from a PEM and from raw bytes', () => {
    const pair = generateKeyPairSync('ed25519');
    const publicPem = pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const fromPem = publicKeyFromPem(publicPem, Role.CRITIC);
    const fromRaw = publicKeyFromRaw(rawPublicKey(pair.publicKey), Role.CRITIC);
    expect(fromRaw.keyId).toBe(fromPem.keyId);
    expect(fromRaw.key.equals(fromPem.key)).toBe(true);
  });

  it('of other kinds, or no keys at all, are refused', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const otherPem = other.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
    const malformed = expect.objectContaining({ code: 'KEY_MALFORMED' });
    expect(() => signingKeyFromPem(otherPem)).toThrow(malformed);
    expect(() => signingKeyFromPem('no key')).toThrow(malformed);
    expect(() => publicKeyFromPem('no key', Role.CRITIC)).toThrow(malformed);
    expect(() => publicKeyFromRaw(new Uint8Array(31), Role.CRITIC)).toThrow(malformed);
  });
});

/** Undefined for a byte string that no longer is a message: no verdict at all. */
function readable(bytes: Uint8Array): Verdict | undefined {
  try {
    return fromBinary(VerdictSchema, bytes);
  } catch {
    return undefined;
  }
}

function pem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
