import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILT, csv, refusal, Workplace } from './support.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const AS_OF = ['--as-of', '2016-03-02'];

/** `cream universe` as a user runs it: real processes, real files. Needs the build. */
describe.runIf(BUILT)('cream universe', () => {
  let place: Workplace;
  beforeEach(() => {
    place = new Workplace();
  });
  afterEach(() => place.remove());

  const json = (...args: string[]) => {
    const { code, stdout } = place.cream('universe', ...args, '--json');
    return { code, document: JSON.parse(stdout) };
  };
  /** A file in the user's folder. @returns its name */
  function file(name: string, content: unknown): string {
    mkdirSync(place.path, { recursive: true });
    writeFileSync(join(place.path, name), typeof content === 'string' ? content : JSON.stringify(content));
    return name;
  }
  const folder = () => {
    const rows = (price: number) =>
      csv(`2016-03-01,${price},${price},${price},${price},9`, `2016-03-02,${price},${price},${price},${price},9`);
    place.data('bars', rows(50), 'MSFT.csv');
    return place.data('bars', rows(100), 'AAPL.csv');
  };

  it('goes from files to a snapshot: import, put, resolve, list', () => {
    folder();
    const spells = file(
      'spells.csv',
      'symbol,from,to\nAAPL,2016-01-04,\nMSFT,2016-01-04,\nIBM,2016-01-04,2016-03-02\n',
    );
    const facts = file(
      'facts.csv',
      'symbol,known_at,sector,market_cap\nAAPL,2016-02-01,Information Technology,5e11\n'.replace(
        '5e11',
        '500000000000',
      ),
    );
    const fund = file('fund.csv', 'ticker,weight (%)\nAAPL,60\nMSFT,39.5\n-,0.5\n');
    expect(json('import', 'constituents', 'idx', spells)).toMatchObject({
      code: 0,
      document: { inserted: 3, ended: 0 },
    });
    expect(json('import', 'facts', facts)).toMatchObject({ code: 0, document: { inserted: 1 } });
    expect(json('import', 'holdings', 'ETF', fund, '--date', '2016-02-29')).toMatchObject({
      code: 0,
      document: { inserted: 1, skipped: 1 },
    });
    const definition = file('big.json', {
      source: {
        kind: 'union',
        of: [
          { kind: 'index', index: 'IDX' },
          { kind: 'holdings', fund: 'ETF' },
        ],
      },
      filters: { marketCap: { min: 1_000_000_000 } },
      rank: { by: 'dollarVolume', sessions: 2, top: 5 },
    });
    expect(json('put', 'big', definition)).toMatchObject({
      code: 0,
      document: { created: true, version: 1, effectiveFrom: null },
    });
    expect(json('put', 'big', definition)).toMatchObject({ code: 0, document: { created: false, version: 1 } });
    const { code, document } = json('resolve', 'big', ...AS_OF, '--data', 'bars');
    expect(code).toBe(0);
    expect(document).toMatchObject({
      version: 1,
      symbols: ['AAPL'],
      members: [{ symbol: 'AAPL', score: '900', sector: 'Information Technology' }],
      exclusions: [{ symbol: 'MSFT', reason: 'UNKNOWN_MARKET_CAP', observed: 'unknown', rule: 'filters.marketCap' }],
      saved: { created: true, differsFrom: null },
    });
    expect(json('resolve', 'big', ...AS_OF, '--data', 'bars').document).toMatchObject({
      hash: document.hash,
      saved: { created: false },
    });
    expect(json('resolve', 'big', ...AS_OF, '--data', 'bars', '--no-save').document).toMatchObject({
      hash: document.hash,
      saved: null,
    });
    expect(json('snapshots', 'big').document.snapshots).toMatchObject([
      { universe: 'big', members: 1, hash: document.hash },
    ]);
    expect(json('snapshots', '--hash', document.hash).document).toMatchObject({
      symbols: ['AAPL'],
      exclusions: [{ symbol: 'MSFT' }],
    });
    expect(json('show', 'big').document).toMatchObject({
      version: 1,
      definition: { rank: { by: 'dollarVolume', top: 5 } },
    });
    expect(json('list').document).toMatchObject({
      universes: [{ universe: 'big', version: 1 }],
      inputs: [
        { kind: 'index', id: 'IDX', rows: 3 },
        { kind: 'holdings', id: 'ETF' },
        { kind: 'facts', rows: 1 },
      ],
    });
  });

  it('tells people who is in, who is not, and why', () => {
    folder();
    place.cream(
      'universe',
      'put',
      'dear',
      file('dear.json', { source: { kind: 'screener' }, filters: { price: { min: 60 } } }),
    );
    const { code, stdout } = place.cream(
      'universe',
      'resolve',
      'dear',
      ...AS_OF,
      '--data',
      'bars',
      '--no-save',
      '--excluded',
    );
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'dear at 2016-03-02T23:59:59.999Z by version 1: 1 member, 1 excluded',
      '  1  AAPL',
      'Excluded',
      '  MSFT    price: 50, wanted at least 60 (filters.price)',
    ]);
    const counted = place.cream('universe', 'resolve', 'dear', ...AS_OF, '--data', 'bars', '--no-save').stdout;
    expect(counted).toContain('      1  price (filters.price): MSFT\n');
  });

  it('is what a run and a cycle trade: those who were members then, not those of today', () => {
    folder();
    const spells = file('spells.csv', 'symbol,from,to\nAAPL,2016-01-04,2016-03-02\nMSFT,2016-03-02,\n');
    place.cream('universe', 'import', 'constituents', 'IDX', spells);
    place.cream('universe', 'put', 'big', file('big.json', { source: { kind: 'index', index: 'IDX' } }));
    const trade = (verb: string, ...args: string[]) =>
      place.cream(verb, '--universe', 'big', '--data', 'bars', ...args);

    expect(trade('cycle', '--as-of', '2016-03-01').stdout).toContain('AAPL');
    expect(trade('cycle', '--as-of', '2016-03-02').stdout).not.toContain('AAPL');
    const run = trade('backtest', '--strategy', 'buy-and-hold', '--from', '2016-03-02', '--json');
    expect(JSON.parse(run.stdout)).toMatchObject({ run: { symbols: ['MSFT'] } });
    const tooEarly = trade('backtest', '--strategy', 'buy-and-hold', '--from', '2016-03-01', '--json');
    expect(refusal(tooEarly)).toMatchObject({
      code: 2,
      line: expect.stringContaining('no member at 2016-03-01T14:30'),
    });
  });

  it('resolves "all" and an empty universe without a store, which are answers', () => {
    folder();
    expect(json('resolve', 'all', ...AS_OF, '--data', 'bars', '--no-save')).toMatchObject({
      code: 0,
      document: { symbols: ['AAPL', 'MSFT'] },
    });
    place.cream('universe', 'put', 'none', file('none.json', { source: { kind: 'static', symbols: ['IBM'] } }));
    expect(json('resolve', 'none', ...AS_OF, '--data', 'bars')).toMatchObject({
      code: 0,
      document: { symbols: [], exclusions: [{ symbol: 'IBM', reason: 'NOT_HELD' }] },
    });
  });

  it('says what contradicts what is stored, with exit code 1, and shows it', () => {
    json('import', 'constituents', 'IDX', file('a.csv', 'symbol,from,to\nAAPL,2016-01-04,2016-02-01\n'));
    const { code, stdout } = place.cream(
      'universe',
      'import',
      'constituents',
      'IDX',
      file('b.csv', 'symbol,from,to\nAAPL,2016-01-04,2016-02-02\n'),
    );
    expect([code, stdout]).toEqual([
      1,
      'b.csv: 0 new spells, 0 ended, 0 known, 1 contradicting: see cream data check --code conflict\n',
    ]);
    expect(JSON.parse(place.cream('data', 'check', '--code', 'conflict', '--json').stdout).findings).toMatchObject([
      {
        code: 'CONFLICT',
        symbol: 'AAPL',
        observed: 'IDX from 2016-01-04 to 2016-02-02',
        expected: 'from 2016-01-04 to 2016-02-01',
      },
    ]);
  });

  it.each([
    [
      'a universe that is not defined',
      ['resolve', 'nobody', '--no-save'],
      /unknown universe "nobody" at .*; known are "all", "idx"/,
    ],
    [
      'a time that is none',
      ['resolve', 'all', '--as-of', '2016-02-30T10:00:00Z'],
      /--as-of 2016-02-30T10:00:00Z is not a time/,
    ],
    ['a date that is none', ['resolve', 'all', '--as-of', '2016-02-30'], /--as-of 2016-02-30 is not a date/],
    ['a file that is not there', ['put', 'x', 'nowhere.json'], /nowhere\.json: there is no such file/],
    ['an empty file', ['put', 'x', 'empty.json'], /empty\.json: the file is empty/],
    ['a negative cap', ['put', 'x', 'cap.json'], /definition\.sectorCaps\.each: /],
    ['a definition that refers to itself', ['put', 'x', 'self.json'], /definition\.source: refers to itself: x → x/],
    ['an index nobody imported', ['resolve', 'idx'], /no constituents of the index IDX were known at /],
    [
      'a kind that is none',
      ['import', 'rumours', 'x.csv'],
      /rumours cannot be imported: it is constituents INDEX FILE/,
    ],
    ['too few words', ['import', 'constituents', 'spells.csv'], /write: cream universe import constituents INDEX FILE/],
    [
      'a flag without meaning',
      ['import', 'constituents', 'X', 'spells.csv', '--date', '2016-01-04'],
      /--date says nothing about constituents/,
    ],
    ['a malformed file', ['import', 'constituents', 'X', 'spells.csv'], /spells\.csv:3: from "soon" is no time/],
    ['a hash that is none', ['snapshots', '--hash', '12'], /--hash 12 is not a hash/],
    ['a verb that is none', ['guess'], /unknown command 'guess': see cream universe --help/],
  ])('answers %s with one line and exit code 2', (_, args, text) => {
    file('empty.json', ' ');
    file('cap.json', { source: { kind: 'screener' }, rank: { by: 'volume' }, sectorCaps: { each: -1 } });
    file('self.json', { source: { kind: 'universe', id: 'x' } });
    file('spells.csv', 'symbol,from,to\nAAPL,2016-01-04,\nMSFT,soon,\n');
    place.cream('universe', 'put', 'idx', file('idx.json', { source: { kind: 'index', index: 'IDX' } }));
    const { code, lines } = place.cream('universe', ...args);
    expect(lines.join('\n')).toMatch(text);
    expect(lines).toHaveLength(1);
    expect(code).toBe(2);
  });
});
