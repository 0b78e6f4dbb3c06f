import { clone, create, fromBinary } from '@bufbuild/protobuf';
import { BriefingSchema, FactSchema, Trust } from '@cream/proto/knowledge';
import { AS_OF_MS, aBriefing, aFact, aPriceFact } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { briefingBytes, briefingHash } from '../src/briefing.js';
import { canonicalBytes } from '../src/canonical.js';
import { wire } from '../src/decimal.js';
import { decimalFact, factId, labelFact, makeFact, makeFacts } from '../src/fact.js';
import { hex, sameHash } from '../src/hash.js';

describe('a fact', () => {
  it('has an id that says what it says', () => {
    const fact = aFact();
    expect(fact.id).toMatch(/^f[0-9a-f]{20}$/);
    expect(factId(fact)).toBe(fact.id);
    expect(aFact().id).toBe(fact.id);
  });

  it.each([
    ['value', { value: { case: 'decimal' as const, value: wire('100.01') } }],
    ['subject', { subject: 'MSFT' }],
    ['kind', { kind: 'price.open' }],
    ['unit', { unit: 'EUR' }],
    ['time', { asOf: AS_OF_MS + 1 }],
    ['source', { source: { service: 'market-data', ref: 'elsewhere' } }],
    ['trust', { trust: Trust.DERIVED }],
  ])('with another %s is another fact', (_, change) => {
    expect(aFact(change).id).not.toBe(aFact().id);
  });

  it('is a whole message: it reads back from its bytes unchanged', () => {
    const frame = { subject: 'SPX', asOf: AS_OF_MS, source: { service: 'regime', ref: 'rules' }, trust: Trust.DERIVED };
    for (const fact of [
      labelFact({ ...frame, kind: 'regime.label', value: 'BULL_TREND' }),
      decimalFact({ ...frame, kind: 'regime.confidence', value: '0.8', unit: 'ratio' }),
      makeFact({ ...frame, kind: 'note', value: { case: 'text', value: 'Ein Satz – mit Umlaut: ä' }, unit: '' }),
    ]) {
      const bytes = canonicalBytes(FactSchema, fact);
      expect(fromBinary(FactSchema, bytes)).toEqual(fact);
      expect(create(FactSchema, { ...fact })).toEqual(fact);
    }
  });
});

describe('many facts', () => {
  const parts = fc.record({
    subject: fc.string({ maxLength: 300 }),
    kind: fc.string(),
    unit: fc.constantFrom('', 'USD'),
    asOf: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    trust: fc.constantFrom(Trust.MEASURED, Trust.DERIVED),
    source: fc.record({ service: fc.string(), ref: fc.string({ maxLength: 300, unit: 'grapheme' }) }),
    value: fc.oneof(
      fc.string().map((value) => ({ case: 'text' as const, value })),
      fc.integer().map((value) => ({ case: 'decimal' as const, value: wire(value) })),
    ),
  });

  it('made at once are the facts that are made one after the other', () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (many) => {
        expect(makeFacts(many)).toEqual(many.map(makeFact));
      }),
    );
  });
});

describe('a briefing', () => {
  const facts = ['MSFT', 'AAPL', 'SPX', 'IBM'].map((symbol, index) => aPriceFact(symbol, 100 + index));

  it('is the same in whatever order its facts arrive, and however often', () => {
    const sealed = aBriefing({ facts });
    fc.assert(
      fc.property(fc.shuffledSubarray([...facts, ...facts], { minLength: 8 }), (arrived) => {
        expect(aBriefing({ facts: arrived })).toEqual(sealed);
      }),
    );
    expect(sealed.facts.map((fact) => fact.subject)).toEqual(['AAPL', 'IBM', 'MSFT', 'SPX']);
  });

  it('has the hash of its content with the hash left out', () => {
    const sealed = aBriefing({ facts });
    expect(hex(briefingHash(sealed))).toBe(hex(sealed.hash?.sha256 ?? new Uint8Array()));
    const read = fromBinary(BriefingSchema, canonicalBytes(BriefingSchema, sealed));
    expect(hex(briefingHash(read))).toBe(hex(briefingHash(sealed)));
  });

  it('is written as the encoder writes it, sealed here or read', () => {
    const sealed = aBriefing({ facts });
    const written = hex(canonicalBytes(BriefingSchema, clone(BriefingSchema, sealed)));
    expect(hex(briefingBytes(sealed))).toBe(written);
    expect(hex(briefingBytes(fromBinary(BriefingSchema, briefingBytes(sealed))))).toBe(written);
  });

  it('shows any change by its hash', () => {
    const sealed = aBriefing({ facts });
    const changed = clone(BriefingSchema, sealed);
    changed.limitsVersion = 'looser';
    expect(hex(briefingHash(changed))).not.toBe(hex(briefingHash(sealed)));
    expect(sameHash(aBriefing({ facts: facts.slice(1) }).hash, sealed.hash)).toBe(false);
  });

  it('does not reorder or keep the caller’s lists', () => {
    const arrived = facts.toReversed();
    const before = [...arrived];
    aBriefing({ facts: arrived });
    expect(arrived).toEqual(before);
  });
});
