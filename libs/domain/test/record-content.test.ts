import { EntryKind } from '@cream/proto/cycle';
import { Answer, DecisionPlanSchema, Role, VerdictSchema } from '@cream/proto/decision';
import { aPlan, aVerdict, testKey } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../src/canonical.js';
import { hex, sha256 } from '../src/hash.js';
import { contentBytes, contentHash, recordContentHash } from '../src/record-content.js';

const verdict = aVerdict();
const contentOf = (changed: typeof verdict) =>
  hex(contentHash(EntryKind.VERDICT, canonicalBytes(VerdictSchema, changed)));

describe('the content of a record entry', () => {
  it('of a verdict is the same whoever’s key signed it', () => {
    expect(contentOf(aVerdict({ key: testKey(Role.CRITIC) }))).toBe(contentOf(verdict));
    expect(contentOf({ ...verdict, signature: new Uint8Array() })).toBe(contentOf(verdict));
    expect(contentOf({ ...verdict, keyId: '' })).toBe(contentOf(verdict));
  });

  it('of a verdict shows everything else', () => {
    const changes: Partial<typeof verdict>[] = [
      { role: Role.CRITIC },
      { planHash: undefined },
      { briefingHash: undefined },
      { answers: [] },
      { nonce: new Uint8Array(32) },
      { issuedAt: undefined },
      { expiresAt: undefined },
      { summary: 'another' },
    ];
    const contents = changes.map((change) => contentOf({ ...verdict, ...change }));
    expect(new Set([contentOf(verdict), ...contents]).size).toBe(changes.length + 1);
    expect(contentOf(aVerdict({ answer: Answer.REJECT }))).not.toBe(contentOf(verdict));
  });

  it('of any other kind is its bytes, not copied', () => {
    const bytes = canonicalBytes(DecisionPlanSchema, aPlan());
    expect(contentBytes(EntryKind.PLAN, bytes)).toBe(bytes);
  });

  it('is hashed with its kind in four bytes, big end first', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const expected = sha256(Uint8Array.from([0, 0, 0, EntryKind.PLAN, ...bytes]));
        expect(hex(contentHash(EntryKind.PLAN, bytes))).toBe(hex(expected));
        expect(hex(contentHash(EntryKind.REPORT, bytes))).not.toBe(hex(expected));
      }),
    );
  });

  it('of a whole record depends on the order of its entries', () => {
    const [a, b] = [sha256('a'), sha256('b')];
    expect(hex(recordContentHash([a, b]))).toBe(hex(sha256(Uint8Array.from([...a, ...b]))));
    expect(hex(recordContentHash([b, a]))).not.toBe(hex(recordContentHash([a, b])));
  });
});
