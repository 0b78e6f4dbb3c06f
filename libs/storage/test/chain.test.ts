import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHAIN_START, type ChainEntry, chainHash, verifyChain } from '../src/index.js';

interface Content {
  readonly kind: number;
  readonly timeMs: number;
  readonly bytes: Uint8Array;
}

function chain(contents: readonly Content[]): ChainEntry[] {
  const entries: ChainEntry[] = [];
  for (const [sequence, content] of contents.entries()) {
    const previousHash = entries.at(-1)?.hash ?? CHAIN_START;
    const input = { sequence, ...content, previousHash };
    entries.push({ ...input, hash: chainHash(input) });
  }
  return entries;
}

const content = fc.record({
  kind: fc.nat(20),
  timeMs: fc.integer({ min: -1e12, max: 4e12 }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
});
const contents = fc.array(content, { minLength: 2, maxLength: 8 });

const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  const at = (bit >> 3) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

describe('the hash of an entry', () => {
  it('is SHA-256 over fixed widths, big-endian', () => {
    const input = Buffer.concat([
      Buffer.from('00000002', 'hex'),
      Buffer.from('00000007', 'hex'),
      Buffer.from('0000018bcfe56800', 'hex'),
      Buffer.from('0000000000000003', 'hex'),
      Buffer.from('abc'),
      Buffer.alloc(32, 9),
    ]);
    const hash = chainHash({
      sequence: 2,
      kind: 7,
      timeMs: 1_700_000_000_000,
      bytes: Buffer.from('abc'),
      previousHash: Buffer.alloc(32, 9),
    });
    expect(Buffer.from(hash).toString('hex')).toBe(createHash('sha256').update(input).digest('hex'));
  });

  it('is not given for what does not fit its width', () => {
    const good = { sequence: 0, kind: 1, timeMs: 0, bytes: new Uint8Array(), previousHash: CHAIN_START };
    expect(() => chainHash({ ...good, sequence: -1 })).toThrow('cannot be chained');
    expect(() => chainHash({ ...good, kind: 2 ** 32 })).toThrow('cannot be chained');
    expect(() => chainHash({ ...good, timeMs: 0.5 })).toThrow('cannot be chained');
    expect(() => chainHash({ ...good, previousHash: new Uint8Array(31) })).toThrow('cannot be chained');
  });
});

describe('a chain', () => {
  it('verifies as it was written, the empty one too', () => {
    fc.assert(fc.property(contents, (list) => verifyChain(chain(list)) === undefined));
    expect(verifyChain([])).toBeUndefined();
  });

  it('shows any single changed bit', () => {
    const field = fc.constantFrom('sequence', 'kind', 'timeMs', 'bytes', 'previousHash', 'hash');
    fc.assert(
      fc.property(contents, fc.nat(), field, fc.nat(20_000), (list, which, name, bit) => {
        const entries = chain(list);
        const index = which % entries.length;
        const entry = entries[index];
        if (entry === undefined) return;
        const value = entry[name as keyof ChainEntry];
        const changed =
          typeof value === 'number' ? Number(BigInt(value) ^ (1n << BigInt(bit % 31))) : flipped(value, bit);
        const broken = verifyChain(entries.with(index, { ...entry, [name]: changed }));
        expect(broken?.index).toBe(index);
      }),
    );
  });

  it('shows that two entries changed places', () => {
    fc.assert(
      fc.property(contents, fc.nat(), fc.nat(), (list, a, b) => {
        const entries = chain(list);
        const [i, j] = [a % entries.length, b % entries.length];
        fc.pre(i !== j);
        const [first, second] = [entries[i], entries[j]];
        if (first === undefined || second === undefined) return;
        expect(verifyChain(entries.with(i, second).with(j, first))).toBeDefined();
      }),
    );
  });

  it('shows that an entry was removed; for the last one the known end is needed', () => {
    fc.assert(
      fc.property(contents, fc.nat(), (list, which) => {
        const entries = chain(list);
        const lastHash = entries.at(-1)?.hash;
        const index = which % entries.length;
        const rest = entries.toSpliced(index, 1);
        expect(verifyChain(rest, lastHash)).toBeDefined();
        if (index < entries.length - 1) expect(verifyChain(rest)).toMatchObject({ index, problem: 'SEQUENCE' });
        else expect(verifyChain(rest)).toBeUndefined();
        expect(verifyChain(entries, lastHash)).toBeUndefined();
      }),
    );
  });

  it('shows stored numbers that could never have been hashed as a break, not as an error', () => {
    const [entry] = chain([{ kind: 1, timeMs: 5, bytes: Buffer.from('x') }]);
    if (entry === undefined) throw new Error('the chain is empty');
    expect(verifyChain([{ ...entry, kind: -1 }])).toEqual({ index: 0, problem: 'HASH' });
  });
});
