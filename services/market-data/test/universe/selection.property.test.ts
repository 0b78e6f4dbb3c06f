import { Decimal } from '@cream/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../src/app/universe/candidates.js';
import type { Source } from '../../src/app/universe/definition.js';
import type { KnownThen } from '../../src/app/universe/known-then.js';
import { SECTORS } from '../../src/app/universe/sectors.js';
import { selectMembers } from '../../src/app/universe/select-members.js';
import { defined, known, type Told } from './known.js';

const SYMBOLS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];

const told: fc.Arbitrary<Told> = fc.record(
  {
    standing: fc.constantFrom('tradable', 'tradable', 'tradable', 'context', 'delisted'),
    stale: fc.boolean(),
    closes: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 4, maxLength: 4 }),
    volumes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
    sector: fc.constantFrom(...SECTORS.slice(0, 3)),
    marketCap: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: ['closes', 'volumes'] },
);
const some = fc.subarray(SYMBOLS);
const parts = fc.record({
  symbols: fc
    .uniqueArray(fc.constantFrom(...SYMBOLS))
    .chain((held) =>
      fc
        .tuple(...held.map(() => told))
        .map((all) => Object.fromEntries(held.map((symbol, i) => [symbol, all[i] ?? {}]))),
    ),
  indexes: fc.record({ X: some, Y: some }),
  funds: fc.record({
    ETF: fc
      .subarray(SYMBOLS)
      .chain((held) =>
        fc
          .tuple(...held.map(() => fc.integer({ min: 0, max: 4 })))
          .map((weights) => Object.fromEntries(held.map((symbol, i) => [symbol, (weights[i] ?? 0) / 100]))),
      ),
  }),
});

const leaf: fc.Arbitrary<Source> = fc.oneof(
  fc.subarray(SYMBOLS, { minLength: 1 }).map((symbols) => ({ kind: 'static' as const, symbols })),
  fc.constantFrom('X', 'Y').map((index) => ({ kind: 'index' as const, index })),
  fc.integer({ min: 1, max: 4 }).map((top) => ({ kind: 'holdings' as const, fund: 'ETF', minWeight: '0.01', top })),
  fc
    .integer({ min: 1, max: 20 })
    .map((min) => ({ kind: 'screener' as const, filters: { price: { min: String(min) } } })),
);
const source: fc.Arbitrary<Source> = fc.letrec<{ tree: Source }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({
      kind: fc.constantFrom('union' as const, 'intersection' as const),
      of: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
    }),
  ),
})).tree;

const definition = fc
  .record(
    {
      source,
      exclude: fc.subarray(SYMBOLS, { maxLength: 2 }),
      filters: fc.record(
        {
          price: fc.record({ min: fc.integer({ min: 0, max: 10 }) }),
          averageVolume: fc.record({ min: fc.integer({ min: 0, max: 3 }), sessions: fc.integer({ min: 1, max: 5 }) }),
          marketCap: fc.record({ max: fc.integer({ min: 1, max: 5 }) }),
          sectors: fc.record({ except: fc.subarray(SECTORS.slice(0, 3), { maxLength: 1 }) }),
        },
        { requiredKeys: [] },
      ),
      allowStale: fc.boolean(),
      rank: fc.record({
        by: fc.constantFrom('volume', 'dollarVolume', 'marketCap', 'return', 'volatility'),
        sessions: fc.integer({ min: 2, max: 4 }),
        order: fc.constantFrom('descending', 'ascending'),
        top: fc.integer({ min: 1, max: 8 }),
      }),
      sectorCaps: fc.record({
        each: fc.integer({ min: 1, max: 3 }),
        of: fc.record({ [SECTORS[0]]: fc.integer({ min: 0, max: 2 }) }),
      }),
    },
    { requiredKeys: ['source'] },
  )
  .filter((one) => one.sectorCaps === undefined || one.rank !== undefined)
  .map(defined);

const symbolsOf = (from: Source, then: KnownThen) => [...candidatesOf(from, then, 'source').symbols].sort();
const union = (...of: Source[]): Source => ({ kind: 'union', of });
const both = (...of: Source[]): Source => ({ kind: 'intersection', of });

describe('union and intersection', () => {
  const same = (name: string, laws: (a: Source, b: Source, c: Source) => [Source, Source]) =>
    it(`are ${name}`, () => {
      fc.assert(
        fc.property(source, source, source, parts, (a, b, c, told) => {
          const [left, right] = laws(a, b, c);
          expect(symbolsOf(left, known(told))).toEqual(symbolsOf(right, known(told)));
        }),
      );
    });
  same('commutative', (a, b) => [union(a, both(a, b)), union(both(b, a), a)]);
  same('associative: unions', (a, b, c) => [union(a, union(b, c)), union(union(a, b), c)]);
  same('associative: intersections', (a, b, c) => [both(a, both(b, c)), both(a, b, c)]);
  same('idempotent', (a) => [union(a, a), both(a, a)]);
  same('absorbing', (a, b) => [union(a, both(a, b)), both(a, union(a, b))]);
  same('distributive', (a, b, c) => [both(a, union(b, c)), union(both(a, b), both(a, c))]);
});

describe('a selection', () => {
  it('makes of every symbol it looked at either a member or an exclusion, never both', () => {
    fc.assert(
      fc.property(definition, parts, (wanted, told) => {
        const then = known(told);
        const { members, exclusions } = selectMembers(wanted, then);
        const [inside, outside] = [members, exclusions].map((all) => new Set(all.map(({ symbol }) => symbol)));
        expect(inside?.size).toBe(members.length);
        expect([...(inside ?? [])].filter((symbol) => outside?.has(symbol))).toEqual([]);
        const candidates = candidatesOf(wanted.source, then, 'source');
        const looked = new Set([...candidates.symbols, ...candidates.exclusions.map(({ symbol }) => symbol)]);
        expect(new Set([...(inside ?? []), ...(outside ?? [])])).toEqual(looked);
      }),
    );
  });

  it('does not depend on the order in which anything comes', () => {
    const turned = (from: Source): Source => ('of' in from ? { ...from, of: from.of.map(turned).reverse() } : from);
    const reversed = <T>(all: ReadonlyMap<string, T>, each: (one: T) => T = (one) => one) =>
      new Map([...all].reverse().map(([key, one]) => [key, each(one)]));
    fc.assert(
      fc.property(definition, parts, (wanted, told) => {
        const then = known(told);
        const other: KnownThen = {
          ...then,
          records: reversed(then.records),
          indexes: reversed(then.indexes, (all) => all.toReversed()),
          funds: reversed(then.funds, (all) => all.toReversed()),
        };
        const here = selectMembers(wanted, then);
        const there = selectMembers({ ...wanted, source: turned(wanted.source) }, other);
        expect(there.members).toEqual(here.members);
        const reasons = (all: typeof here.exclusions) => all.map(({ symbol, reason }) => `${symbol} ${reason}`).sort();
        expect(reasons(there.exclusions)).toEqual(reasons(here.exclusions));
      }),
    );
  });

  it('holds every cap, in places and in sectors, and is in the order of its scores', () => {
    fc.assert(
      fc.property(definition, parts, (wanted, told) => {
        const { members } = selectMembers(wanted, known(told));
        const { rank, sectorCaps } = wanted;
        if (rank === undefined) {
          expect(members.map(({ symbol }) => symbol)).toEqual(members.map(({ symbol }) => symbol).sort());
          return;
        }
        expect(members.length).toBeLessThanOrEqual(rank.top ?? Number.POSITIVE_INFINITY);
        const sign = rank.order === 'descending' ? 1 : -1;
        for (const [i, member] of members.entries()) {
          const next = members[i + 1];
          if (next === undefined) break;
          const step = sign * new Decimal(member.score ?? 0).comparedTo(next.score ?? 0);
          expect(step > 0 || (step === 0 && member.symbol < next.symbol)).toBe(true);
        }
        if (sectorCaps === undefined) return;
        for (const [sector, inside] of Map.groupBy(members, (member) => member.sector)) {
          expect(sector).toBeDefined();
          const cap = sector === undefined ? 0 : (sectorCaps.of[sector] ?? sectorCaps.each ?? 0);
          expect(inside.length).toBeLessThanOrEqual(cap);
        }
      }),
    );
  });

  it('never takes anybody in who breaks a filter', () => {
    fc.assert(
      fc.property(definition, parts, (wanted, told) => {
        const then = known(told);
        const { members } = selectMembers(wanted, then);
        const { price, marketCap, sectors } = wanted.filters;
        for (const { symbol } of members) {
          const record = then.records.get(symbol);
          expect(record?.standing).toBe('tradable');
          expect(record?.stale === true && !wanted.allowStale).toBe(false);
          expect(wanted.exclude).not.toContain(symbol);
          if (price?.min !== undefined) expect(record?.price.gte(price.min)).toBe(true);
          if (marketCap?.max !== undefined) expect(record?.marketCap?.lte(marketCap.max)).toBe(true);
          if (sectors?.except !== undefined) expect(sectors.except).not.toContain(record?.sector);
        }
      }),
    );
  });

  it('takes nobody in that a further filter would have kept out, and loses nobody else to it', () => {
    fc.assert(
      fc.property(source, parts, fc.integer({ min: 1, max: 20 }), (from, told, min) => {
        const then = known(told);
        const all = selectMembers(defined({ source: from }), then).members.map(({ symbol }) => symbol);
        const filtered = selectMembers(defined({ source: from, filters: { price: { min } } }), then);
        expect(filtered.members.map(({ symbol }) => symbol)).toEqual(
          all.filter((symbol) => then.records.get(symbol)?.price.gte(min)),
        );
      }),
    );
  });
});
