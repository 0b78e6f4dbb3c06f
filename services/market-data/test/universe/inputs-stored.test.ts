import { create } from '@bufbuild/protobuf';
import { wireDate } from '@cream/domain';
import { Code, fieldOf } from '@cream/grpc';
import {
  ImportConstituentsRequestSchema,
  ImportHoldingsRequestSchema,
  ImportInstrumentFactsRequestSchema,
} from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { csv, row } from '../csv-folder.js';
import { delisting, rename, Stored, split } from '../stored.js';
import { constituents, fact, holdings, put, resolution, rising, symbolsAt } from './stored-universe.js';

const INDEX = { source: { kind: 'index', index: 'SP500' }, allowStale: true };

async function withBars(...symbols: string[]) {
  const stored = await Stored.open();
  for (const symbol of symbols) await stored.import(symbol, rising(50));
  return stored;
}

describe('the constituents of an index', () => {
  it('are those whose spell it is: from the midnight of its first date in New York to that of its end', async () => {
    const stored = await withBars('AAPL', 'MSFT');
    await constituents(stored, 'SP500', ['AAPL', '2016-01-04', '2016-02-08'], ['MSFT', '2016-02-08']);
    await put(stored, 'index', INDEX);
    expect(await symbolsAt(stored, 'index', '2016-02-08T04:59:59.999Z')).toEqual(['AAPL']);
    expect(await symbolsAt(stored, 'index', '2016-02-08T05:00Z')).toEqual(['MSFT']);
  });

  it('come and go more than once', async () => {
    const stored = await withBars('AAPL');
    await constituents(
      stored,
      'SP500',
      ['AAPL', '2016-01-04', '2016-02-01'],
      ['AAPL', '2016-03-01'],
      ['X', '2016-01-04'],
    );
    await put(stored, 'index', INDEX);
    const on = async (date: string) => (await symbolsAt(stored, 'index', `${date}T21:00Z`)).length;
    expect([await on('2016-01-29'), await on('2016-02-01'), await on('2016-03-01')]).toEqual([1, 0, 1]);
  });

  it('are stored once; a later file may end a spell that was open', async () => {
    const stored = await withBars('AAPL');
    const first = await constituents(stored, 'SP500', ['AAPL', '2016-01-04'], ['MSFT', '2016-01-04']);
    expect(first).toMatchObject({ inserted: 2, ended: 0, unchanged: 0, conflicts: 0 });
    const next = await constituents(stored, 'SP500', ['AAPL', '2016-01-04', '2016-03-01'], ['MSFT', '2016-01-04']);
    expect(next).toMatchObject({ inserted: 0, ended: 1, unchanged: 1, conflicts: 0 });
    const again = await constituents(stored, 'SP500', ['AAPL', '2016-01-04', '2016-03-01']);
    expect(again).toMatchObject({ inserted: 0, ended: 0, unchanged: 1, conflicts: 0 });
  });

  it('that contradict what is stored are findings, and what is stored stays', async () => {
    const stored = await withBars('AAPL');
    await constituents(stored, 'SP500', ['AAPL', '2016-01-04', '2016-02-01']);
    expect(await constituents(stored, 'SP500', ['AAPL', '2016-01-04'])).toMatchObject({ conflicts: 1 });
    expect(await constituents(stored, 'SP500', ['AAPL', '2016-01-11', '2016-03-01'])).toMatchObject({ conflicts: 1 });
    const { findings } = await stored.findings(['AAPL']);
    expect(
      findings.filter(({ line }) => line === 0).map(({ observed, expected }) => [observed, expected]),
    ).toContainEqual(['SP500 from 2016-01-04 on', 'from 2016-01-04 to 2016-02-01']);
    await put(stored, 'index', INDEX);
    expect(await symbolsAt(stored, 'index', '2016-02-01T21:00Z')).toEqual([]);
  });

  it('are known by another symbol after a rename, and not before', async () => {
    const stored = await Stored.open();
    await stored.import('FB', csv(row('2022-06-07', 196), row('2022-06-08', 197), row('2022-06-09', 185)));
    await stored.act(rename('FB', 'META', '2022-05-31T20:00Z', '2022-06-09T04:00Z'));
    await constituents(stored, 'SP500', ['FB', '2013-12-23']);
    await put(stored, 'index', INDEX);
    await put(stored, 'list', { source: { kind: 'static', symbols: ['FB'] } });
    for (const universe of ['index', 'list']) {
      expect(await symbolsAt(stored, universe, '2022-06-08T20:00Z')).toEqual(['FB']);
      expect(await symbolsAt(stored, universe, '2022-06-09T20:00Z')).toEqual(['META']);
    }
  });

  it('whose symbol another one took over are not taken for that one', async () => {
    const stored = await Stored.open();
    await stored.import('META', csv(row('2022-01-27', 14), row('2022-01-28', 15)));
    await stored.act(delisting('META', '2022-01-31T05:00Z'));
    await stored.import('FB', csv(row('2022-06-08', 197), row('2022-06-09', 185)));
    await stored.act(rename('FB', 'META', '2022-05-31T20:00Z', '2022-06-09T04:00Z'));
    await constituents(stored, 'FUNDS', ['META', '2021-07-01']);
    await put(stored, 'funds', { source: { kind: 'index', index: 'FUNDS' } });
    expect(await resolution(stored, 'funds', '2022-01-28T21:00Z')).toMatchObject({ symbols: ['META'] });
    expect(await resolution(stored, 'funds', '2022-03-01T21:00Z')).toMatchObject({
      symbols: [],
      exclusions: ['META DELISTED delisted'],
    });
    expect(await resolution(stored, 'funds', '2022-06-09T20:00Z')).toMatchObject({
      symbols: [],
      exclusions: ['META NOT_HELD its symbol went to another instrument'],
    });
  });
});

describe('the holdings of a fund', () => {
  const ETF = { source: { kind: 'holdings', fund: 'ETF' } };

  it('are seen from the end of their date on, or from their publication', async () => {
    const stored = await withBars('AAPL', 'MSFT');
    await holdings(stored, 'ETF', '2016-01-29', { AAPL: '1' });
    await holdings(stored, 'ETF', '2016-02-29', { MSFT: '1' }, '2016-03-03T14:00Z');
    await put(stored, 'etf', ETF);
    await expect(symbolsAt(stored, 'etf', '2016-01-30T04:59Z')).rejects.toThrow('no holdings of ETF were known');
    expect(await symbolsAt(stored, 'etf', '2016-01-30T05:00Z')).toEqual(['AAPL']);
    expect(await symbolsAt(stored, 'etf', '2016-03-03T13:59Z')).toEqual(['AAPL']);
    expect(await symbolsAt(stored, 'etf', '2016-03-03T14:00Z')).toEqual(['MSFT']);
  });

  it('of an older date that were published later do not replace those of a newer one', async () => {
    const stored = await withBars('AAPL', 'MSFT');
    await holdings(stored, 'ETF', '2016-02-29', { MSFT: '1' });
    await holdings(stored, 'ETF', '2016-01-29', { AAPL: '1' }, '2016-03-10T14:00Z');
    await put(stored, 'etf', ETF);
    expect(await symbolsAt(stored, 'etf', '2016-03-14T21:00Z')).toEqual(['MSFT']);
  });

  it('of a date are stored once; others for it are a finding', async () => {
    const stored = await withBars('AAPL');
    expect(await holdings(stored, 'ETF', '2016-01-29', { AAPL: '0.4', MSFT: '0.6' })).toMatchObject({ inserted: 1 });
    expect(await holdings(stored, 'ETF', '2016-01-29', { MSFT: '0.6', AAPL: '0.4' })).toMatchObject({ unchanged: 1 });
    expect(await holdings(stored, 'ETF', '2016-01-29', { AAPL: '1' })).toMatchObject({ conflicts: 1 });
    await stored.import('ETF', rising(90));
    const { findings } = await stored.findings(['ETF']);
    expect(findings[0]).toMatchObject({
      observed: '2016-01-29 visible 2016-01-30T05:00:00.000Z: AAPL 1',
      expected: 'visible 2016-01-30T05:00:00.000Z: AAPL 0.4, MSFT 0.6',
    });
  });
});

describe('facts of instruments', () => {
  const sized = (min: number) => ({ source: { kind: 'static', symbols: ['AAPL'] }, filters: { marketCap: { min } } });
  const said = async (stored: Stored, asOf: string) => (await resolution(stored, 'sized', asOf)).exclusions;

  it('make a capitalisation of shares and the price of the time, with every split since', async () => {
    const stored = await withBars('AAPL');
    await put(stored, 'sized', sized(1_000_000));
    expect(await said(stored, '2016-01-04T21:00Z')).toEqual(['AAPL UNKNOWN_MARKET_CAP unknown']);
    await fact(stored, 'AAPL', '2016-01-05T13:00Z', { shares: '1000' });
    await stored.act(split('AAPL', '2', '2016-01-06T21:00Z', '2016-01-08T05:00Z'));
    // The opening price rises by a dollar a session from 50; each close is half a dollar above it.
    expect(await said(stored, '2016-01-05T21:00Z')).toEqual(['AAPL MARKET_CAP 51500']);
    expect(await said(stored, '2016-01-07T21:00Z')).toEqual(['AAPL MARKET_CAP 53500']);
    // Before the session of the ex-date: the last close is told in new units.
    expect(await said(stored, '2016-01-08T13:00Z')).toEqual(['AAPL MARKET_CAP 53500']);
    expect(await said(stored, '2016-01-08T21:00Z')).toEqual(['AAPL MARKET_CAP 109000']);
  });

  it('that are said later come before those of earlier, each kind by itself', async () => {
    const stored = await withBars('AAPL');
    await put(stored, 'sized', {
      ...sized(1_000_000),
      filters: { marketCap: { min: 1e6 }, sectors: { only: ['Energy'] } },
    });
    await fact(stored, 'AAPL', '2016-01-04T21:00Z', { sector: 'utilities', cap: '999' });
    await fact(stored, 'AAPL', '2016-01-05T21:00Z', { shares: '10' });
    await fact(stored, 'AAPL', '2016-01-06T21:00Z', { cap: '777' });
    expect(await said(stored, '2016-01-04T21:00Z')).toEqual(['AAPL MARKET_CAP 999', 'AAPL SECTOR Utilities']);
    expect(await said(stored, '2016-01-05T21:00Z')).toEqual(['AAPL MARKET_CAP 515', 'AAPL SECTOR Utilities']);
    expect(await said(stored, '2016-01-06T21:00Z')).toEqual(['AAPL MARKET_CAP 777', 'AAPL SECTOR Utilities']);
  });

  it('go with the instrument through a rename; what was said of its new symbol before was said of another one', async () => {
    const stored = await Stored.open();
    await stored.import('FB', csv(row('2022-06-08', 197), row('2022-06-09', 185)));
    await stored.act(rename('FB', 'META', '2022-05-31T20:00Z', '2022-06-09T04:00Z'));
    await fact(stored, 'FB', '2022-05-01T20:00Z', { sector: 'Communication Services' });
    await fact(stored, 'META', '2022-05-01T20:00Z', { sector: 'Financials' });
    const filters = { sectors: { only: ['Communication Services'] } };
    await put(stored, 'social', { source: { kind: 'screener' }, filters, exclude: ['FILE'] });
    expect(await symbolsAt(stored, 'social', '2022-06-08T20:00Z')).toEqual(['FB']);
    expect(await symbolsAt(stored, 'social', '2022-06-09T20:00Z')).toEqual(['META']);
    await fact(stored, 'META', '2022-06-09T20:00Z', { sector: 'Financials' });
    expect(await resolution(stored, 'social', '2022-06-09T20:00Z')).toMatchObject({
      symbols: [],
      exclusions: ['FILE EXCLUDED named', 'META SECTOR Financials'],
    });
  });

  it('are stored once; another value for a time is a finding', async () => {
    const stored = await withBars('AAPL');
    const at = '2016-01-05T13:00Z';
    expect(await fact(stored, 'AAPL', at, { shares: '10' })).toMatchObject({ inserted: 1 });
    expect(await fact(stored, 'AAPL', at, { shares: '10' })).toMatchObject({ unchanged: 1 });
    expect(await fact(stored, 'AAPL', at, { shares: '11', sector: 'Energy' })).toMatchObject({ conflicts: 1 });
    const { findings } = await stored.findings(['AAPL']);
    expect(findings[0]).toMatchObject({ observed: 'sector Energy, 11 shares', expected: '10 shares' });
  });
});

describe('inputs that are no inputs', () => {
  const spell = (symbol: string, from: string, to?: string) => {
    return { symbol, from: wireDate(from), ...(to === undefined ? {} : { to: wireDate(to) }) };
  };
  const about = { indexId: 'X', source: 'test' };
  const knownAt = { seconds: 0n, nanos: 0 };

  it.each<[string, string, RegExp, (stored: Stored) => Promise<unknown>]>([
    [
      'spells that overlap',
      'spells[0]',
      /A overlaps spells\[1\]/,
      ({ inputs }) =>
        inputs.importConstituents(
          create(ImportConstituentsRequestSchema, {
            ...about,
            spells: [spell('A', '2016-02-01'), spell('A', '2016-01-04', '2016-02-02')],
          }),
        ),
    ],
    [
      'a spell that ends before it begins',
      'spells[0].to',
      /must lie after from/,
      ({ inputs }) =>
        inputs.importConstituents(
          create(ImportConstituentsRequestSchema, {
            ...about,
            spells: [spell('A', '2016-02-01', '2016-02-01')],
          }),
        ),
    ],
    [
      'a date that does not exist',
      'spells[0].from',
      /2016-2-30 is no date/,
      ({ inputs }) =>
        inputs.importConstituents(
          create(ImportConstituentsRequestSchema, {
            ...about,
            spells: [{ symbol: 'A', from: { year: 2016, month: 2, day: 30 } }],
          }),
        ),
    ],
    [
      'a symbol twice in a fund',
      'dates[0].holdings[1].symbol',
      /A is there twice/,
      ({ inputs }) =>
        inputs.importHoldings(
          create(ImportHoldingsRequestSchema, {
            fundId: 'ETF',
            source: 'test',
            dates: [
              {
                date: wireDate('2016-01-29'),
                holdings: [
                  { symbol: 'A', weight: { value: '0.1' } },
                  { symbol: 'A', weight: { value: '0.2' } },
                ],
              },
            ],
          }),
        ),
    ],
    [
      'holdings published before their date',
      'dates[0].published_at',
      /lies before the date/,
      ({ inputs }) =>
        inputs.importHoldings(
          create(ImportHoldingsRequestSchema, {
            fundId: 'ETF',
            source: 'test',
            dates: [
              {
                date: wireDate('2016-01-29'),
                publishedAt: knownAt,
                holdings: [{ symbol: 'A', weight: { value: '1' } }],
              },
            ],
          }),
        ),
    ],
    [
      'an unknown sector',
      'facts[0].sector',
      /"Tech" is no GICS sector/,
      (stored) => fact(stored, 'A', '2016-01-04T00:00Z', { sector: 'Tech' }),
    ],
    [
      'a negative capitalisation',
      'facts[0].market_cap',
      /must be positive/,
      (stored) => fact(stored, 'A', '2016-01-04T00:00Z', { cap: '-5' }),
    ],
    [
      'a fact that says nothing',
      'facts[0]',
      /says nothing/,
      ({ inputs }) =>
        inputs.importInstrumentFacts(
          create(ImportInstrumentFactsRequestSchema, { facts: [{ symbol: 'A', knownAt }], source: 'test' }),
        ),
    ],
  ])('%s: refused, naming the field, and nothing is stored', async (_, field, text, call) => {
    const stored = await Stored.open();
    const error = await call(stored).then(
      () => expect.fail('it was stored'),
      (cause: unknown) => cause,
    );
    expect({ field: fieldOf(error), code: (error as { code: Code }).code }).toEqual({
      field,
      code: Code.InvalidArgument,
    });
    expect((error as Error).message).toMatch(text);
    const { inputs } = await stored.universes.listUniverses({ $typeName: 'cream.market.v1.ListUniversesRequest' });
    expect(inputs).toEqual([]);
  });
});
