import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signatureHolds } from '../src/signature-check.js';

const pairs = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')] as const;
const key = fc.constantFrom(...pairs);
const bytes = fc.uint8Array({ maxLength: 3 });

describe('a signature that was checked before', () => {
  it('is answered as the first time, and for its own key, bytes and signature only', () => {
    // Few keys and short bytes, so that the same questions come again and again between near ones.
    fc.assert(
      fc.property(key, bytes, key, bytes, fc.nat(511), (signer, signed, asked, shown, bit) => {
        const signature = sign(null, signed, signer.privateKey);
        const flipped = Uint8Array.from(signature);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        for (const claimed of [signature, flipped, signature]) {
          const truth = verify(null, shown, asked.publicKey, claimed);
          expect(signatureHolds(asked.publicKey, shown, claimed)).toBe(truth);
        }
        expect(signatureHolds(signer.publicKey, signed, signature)).toBe(true);
      }),
    );
  });

  it('is answered rightly when many others were asked for in between', () => {
    const [{ publicKey, privateKey }] = pairs;
    const first = sign(null, Buffer.from('first'), privateKey);
    const check = () => signatureHolds(publicKey, Buffer.from('first'), first);
    expect(check()).toBe(true);
    for (let n = 0; n < 300; n++) expect(signatureHolds(publicKey, Buffer.from(`other ${n}`), first)).toBe(false);
    expect(check()).toBe(true);
  });
});
