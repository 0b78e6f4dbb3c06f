import { describe, expect, it } from 'vitest';
import { selectMembers } from '../../src/app/universe/select-members.js';
import { defined, type KnownParts, known, said } from './known.js';

/** Members in their order, and why the others are none. */
function select(definition: unknown, parts: KnownParts) {
  const { members, exclusions } = selectMembers(defined(definition), known(parts));
  return { members: members.map(({ symbol }) => symbol), excluded: exclusions.map(said) };
}

const screen = (rest: object) => ({ source: { kind: 'screener' }, ...rest });
const list = (...symbols: string[]) => ({ kind: 'static', symbols });

describe('what cannot be traded', () => {
  it('is no member, each for its own reason', () => {
    const symbols = {
      SPY: {},
      SPX: { standing: 'context' },
      GONE: { standing: 'delisted' },
      OLD: { stale: true },
    } as const;
    expect(select({ source: list('SPY', 'SPX', 'GONE', 'OLD', 'NEVER') }, { symbols })).toEqual({
      members: ['SPY'],
      excluded: [
        'GONE DELISTED delisted, can be traded (source)',
        'NEVER NOT_HELD no bar, a bar (source)',
        'OLD STALE_PRICE newest bar ended 2016-03-01T21:00:00.000Z, no full session without a bar (allowStale)',
        'SPX CONTEXT_ONLY context only, can be traded (source)',
      ],
    });
  });

  it('but for a stale price, where the definition says so', () => {
    expect(select({ source: list('OLD'), allowStale: true }, { symbols: { OLD: { stale: true } } }).members).toEqual([
      'OLD',
    ]);
  });

  it('comes to an empty universe, which is an answer', () => {
    expect(select({ source: list('NEVER') }, {})).toEqual({
      members: [],
      excluded: ['NEVER NOT_HELD no bar, a bar (source)'],
    });
    expect(select(screen({}), {})).toEqual({ members: [], excluded: [] });
  });
});

describe('sources', () => {
  const symbols = { A: {}, B: {}, C: {}, D: {} };

  it('of an index are its members, of another universe what it came to', () => {
    const parts = { symbols, indexes: { SP500: ['B', 'A'] }, universes: { core: ['C'] } };
    const source = {
      kind: 'union',
      of: [
        { kind: 'index', index: 'sp500' },
        { kind: 'universe', id: 'core' },
      ],
    };
    expect(select({ source }, parts)).toEqual({ members: ['A', 'B', 'C'], excluded: [] });
  });

  it('of a fund are its holdings, down to a weight and a place', () => {
    const parts = { symbols, funds: { ETF: { A: '0.4', B: '0.3', C: '0.2', D: '0.001' } } };
    const source = { kind: 'holdings', fund: 'ETF', minWeight: 0.01, top: 2 };
    expect(select({ source }, parts)).toEqual({
      members: ['A', 'B'],
      excluded: [
        'C HOLDINGS_TOP place 3, the first 2 (source.top)',
        'D WEIGHT 0.001, at least 0.01 (source.minWeight)',
      ],
    });
  });

  it('of which nothing was known make no universe: what they held would be a guess', () => {
    const unknown = (source: object) => () => select({ source }, { symbols });
    expect(unknown({ kind: 'index', index: 'NDX' })).toThrow(
      'no constituents of the index NDX were known at 2016-03-01T21:00:00.000Z',
    );
    expect(unknown({ kind: 'holdings', fund: 'QQQ' })).toThrow('no holdings of QQQ were known');
    expect(unknown({ kind: 'union', of: [list('A'), { kind: 'universe', id: 'core' }] })).toThrow(
      'the universe core was not in force',
    );
  });

  it('intersected keep what is in all of them, and say where the others are missing', () => {
    const source = { kind: 'intersection', of: [list('A', 'B'), { kind: 'index', index: 'SP500' }, list('B', 'C')] };
    expect(select({ source }, { symbols, indexes: { SP500: ['A', 'B'] } })).toEqual({
      members: ['B'],
      excluded: [
        'A NOT_IN_EVERY_SOURCE not in the static, in every source (source)',
        'C NOT_IN_EVERY_SOURCE not in the static, not in index SP500, in every source (source)',
      ],
    });
  });

  it('united keep what one of them has, whatever another one says against it', () => {
    const source = { kind: 'union', of: [{ kind: 'holdings', fund: 'ETF', top: 1 }, list('B')] };
    expect(select({ source }, { symbols, funds: { ETF: { A: 0.5, B: 0.3, C: 0.2 } } })).toEqual({
      members: ['A', 'B'],
      excluded: ['C HOLDINGS_TOP place 3, the first 1 (source.of[0].top)'],
    });
  });

  it('follow renames, in lists and in what is excluded', () => {
    const parts = { symbols: { META: {}, B: {} }, renamed: { FB: 'META' } };
    expect(select({ source: list('FB', 'META', 'B') }, parts).members).toEqual(['B', 'META']);
    expect(select({ source: list('META', 'B'), exclude: ['FB'] }, parts)).toEqual({
      members: ['B'],
      excluded: ['META EXCLUDED named, not named (exclude)'],
    });
  });

  it('do not take the new holder of a symbol for the old one', () => {
    const parts = { symbols: { META: {} }, indexes: { X: ['META'] }, renamed: { META: undefined } };
    expect(select({ source: { kind: 'index', index: 'X' } }, parts)).toEqual({
      members: [],
      excluded: ['META NOT_HELD its symbol went to another instrument, a symbol (source)'],
    });
  });
});

describe('filters', () => {
  it('on the price are exact at their limits', () => {
    const symbols = {
      LOW: { closes: ['4.99'] },
      MIN: { closes: ['5.00'] },
      MAX: { closes: ['10'] },
      HIGH: { closes: ['10.000001'] },
    };
    expect(select(screen({ filters: { price: { min: 5, max: 10 } } }), { symbols })).toEqual({
      members: ['MAX', 'MIN'],
      excluded: ['HIGH PRICE 10.000001, at most 10 (filters.price)', 'LOW PRICE 4.99, at least 5 (filters.price)'],
    });
  });

  it('on volume and dollar volume look at the newest sessions, and want all of them', () => {
    const symbols = {
      LOUD: { closes: [1, 2, 4], volumes: [9_999_999, 100, 200] },
      QUIET: { closes: [1, 2, 4], volumes: [9_999_999, 100, 50] },
      NEW: { closes: [4], volumes: [500] },
    };
    const filters = { averageVolume: { min: 150, sessions: 2 }, averageDollarVolume: { min: 500, sessions: 2 } };
    expect(select(screen({ filters }), { symbols })).toEqual({
      members: ['LOUD'],
      excluded: [
        'NEW SHORT_HISTORY 1 finished sessions, at least 2 (filters.averageVolume)',
        'NEW SHORT_HISTORY 1 finished sessions, at least 2 (filters.averageDollarVolume)',
        'QUIET AVERAGE_VOLUME 75, at least 150 (filters.averageVolume)',
        'QUIET AVERAGE_DOLLAR_VOLUME 200, at least 500 (filters.averageDollarVolume)',
      ],
    });
  });

  it('on capitalisation and sector exclude what is unknown instead of guessing it', () => {
    const symbols = {
      BIG: { marketCap: 2e12, sector: 'Information Technology' },
      SMALL: { marketCap: 1e9, sector: 'Energy' },
      UNKNOWN: {},
    } as const;
    const filters = { marketCap: { min: 1e10 }, sectors: { except: ['Energy'] } };
    expect(select(screen({ filters }), { symbols })).toEqual({
      members: ['BIG'],
      excluded: [
        'SMALL MARKET_CAP 1000000000, at least 10000000000 (filters.marketCap)',
        'SMALL SECTOR Energy, none of Energy (filters.sectors)',
        'UNKNOWN UNKNOWN_MARKET_CAP unknown, at least 10000000000 (filters.marketCap)',
        'UNKNOWN UNKNOWN_SECTOR unknown, none of Energy (filters.sectors)',
      ],
    });
    expect(select(screen({ filters: { sectors: { only: ['energy'] } } }), { symbols }).members).toEqual(['SMALL']);
  });

  it('inside a screener make a source of their own', () => {
    const source = {
      kind: 'union',
      of: [{ kind: 'screener', filters: { price: { min: 100 } } }, list('PENNY')],
    };
    expect(
      select({ source }, { symbols: { DEAR: { closes: [150] }, PENNY: { closes: [1] }, MID: { closes: [50] } } }),
    ).toEqual({
      members: ['DEAR', 'PENNY'],
      excluded: ['MID PRICE 50, at least 100 (source.of[0].filters.price)'],
    });
  });
});

describe('a ranking', () => {
  it('puts the best first, equals by their symbol, and cuts off after the last place', () => {
    const symbols = { B: { volumes: [5] }, A: { volumes: [5] }, C: { volumes: [7] }, D: { volumes: [1] } };
    const by = { by: 'volume', sessions: 1 };
    expect(select(screen({ rank: { ...by, top: 2 } }), { symbols })).toEqual({
      members: ['C', 'A'],
      excluded: ['B RANK 5, the first 2 by volume (rank.top)', 'D RANK 1, the first 2 by volume (rank.top)'],
    });
    expect(select(screen({ rank: { ...by, order: 'ascending' } }), { symbols }).members).toEqual(['D', 'A', 'B', 'C']);
  });

  it('by return leaves out the newest sessions when it is told to', () => {
    const symbols = { UP: { closes: [10, 12, 6] }, DOWN: { closes: [10, 9, 18] } };
    const rank = { by: 'return', sessions: 1 };
    expect(select(screen({ rank }), { symbols }).members).toEqual(['DOWN', 'UP']);
    expect(select(screen({ rank: { ...rank, skip: 1 } }), { symbols }).members).toEqual(['UP', 'DOWN']);
    const { members } = selectMembers(defined(screen({ rank: { ...rank, skip: 1 } })), known({ symbols }));
    expect(members.map(({ score }) => score?.toFixed())).toEqual(['0.2', '-0.1']);
  });

  it('by volatility is the sample deviation of log returns over a year', () => {
    const symbols = { CALM: { closes: [10, 10, 10] }, WILD: { closes: [10, 20, 10] } };
    const rank = { by: 'volatility', sessions: 2 };
    const { members } = selectMembers(defined(screen({ rank })), known({ symbols }));
    // Returns ±ln 2 around 0: deviation ln 2 × √2, times √252.
    expect(members.map(({ symbol, score }) => [symbol, score?.toNumber()])).toEqual([
      ['WILD', expect.closeTo(Math.log(2) * Math.SQRT2 * Math.sqrt(252), 10)],
      ['CALM', 0],
    ]);
  });

  it('by dollar volume and by capitalisation, without what is unknown', () => {
    const symbols = { A: { closes: [2], volumes: [10], marketCap: 5 }, B: { closes: [1], volumes: [30] } };
    expect(select(screen({ rank: { by: 'dollarVolume', sessions: 1 } }), { symbols }).members).toEqual(['B', 'A']);
    expect(select(screen({ rank: { by: 'marketCap' } }), { symbols })).toEqual({
      members: ['A'],
      excluded: ['B UNKNOWN_MARKET_CAP unknown, a known one (rank)'],
    });
    expect(select(screen({ rank: { by: 'return', sessions: 5, skip: 2 } }), { symbols }).excluded).toEqual([
      'A SHORT_HISTORY 1 finished sessions, at least 8 (rank)',
      'B SHORT_HISTORY 1 finished sessions, at least 8 (rank)',
    ]);
  });
});

describe('sector caps', () => {
  it('fill each sector with its best, and the places that are left with those of other sectors', () => {
    const of = (sector: 'Energy' | 'Utilities' | undefined, volume: number) => ({
      volumes: [volume],
      ...(sector && { sector }),
    });
    const symbols = {
      E1: of('Energy', 9),
      E2: of('Energy', 8),
      E3: of('Energy', 7),
      U1: of('Utilities', 6),
      U2: of('Utilities', 5),
      X: of(undefined, 99),
    };
    const rank = { by: 'volume', sessions: 1, top: 3 };
    expect(select(screen({ rank, sectorCaps: { each: 2 } }), { symbols })).toEqual({
      members: ['E1', 'E2', 'U1'],
      excluded: [
        'E3 SECTOR_CAP Energy is full, 2 of Energy (sectorCaps)',
        'U2 RANK 5, the first 3 by volume (rank.top)',
        'X UNKNOWN_SECTOR unknown, a known one (sectorCaps)',
      ],
    });
    const single = { each: 2, of: { Energy: 0 } };
    expect(select(screen({ rank, sectorCaps: single }), { symbols }).members).toEqual(['U1', 'U2']);
  });
});
