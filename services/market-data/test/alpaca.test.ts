import { BarInterval } from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { AlpacaMarketData } from '../src/adapters/alpaca/index.js';
import { TradingCalendar } from '../src/calendar/trading-calendar.js';
import { inOrder, type VendorHandler, vendorServer } from './vendors/vendor-server.js';
import {
  all,
  ms,
  never,
  ONE_DAY,
  ONE_MINUTE,
  range,
  SECRET,
  scriptedRuntime,
  vendorAt,
  vendorFailure,
} from './vendors/vendor-setting.js';

// The shapes of https://docs.alpaca.markets/reference (2026), with values of our own.
const calendar = new TradingCalendar();
const bar = (t: string, c = 100.5) => ({ t, o: 100, h: 101, l: 99.5, c, v: 1200, n: 10, vw: 100.251234 });
const page = (symbols: Record<string, unknown[]>, next: string | null = null) => ({
  body: { bars: symbols, next_page_token: next },
});
const MARCH = range('2016-03-01T00:00:00Z', '2016-04-01T00:00:00Z');
const BARS = { symbols: ['AAPL'], interval: ONE_DAY, range: MARCH };

async function alpaca(
  handler: VendorHandler,
  keys: { key?: string | undefined; secret?: string | undefined } = { key: 'id', secret: SECRET },
) {
  const server = await vendorServer(handler);
  const runtime = scriptedRuntime();
  const settings = {
    ...vendorAt(server.baseUrl, undefined),
    streamUrl: 'ws://127.0.0.1',
    feed: 'iex',
    optionFeed: 'indicative',
    key: keys.key,
    secret: keys.secret,
  };
  return { server, runtime, data: new AlpacaMarketData(settings, calendar, runtime) };
}

describe('bars', () => {
  it('come from all pages, raw, with the session as the span of a day', async () => {
    const { data, server } = await alpaca(
      inOrder(
        page({ AAPL: [bar('2016-03-01T05:00:00Z')] }, 'more'),
        page({ AAPL: [bar('2016-03-02T05:00:00Z', 101.123456)] }),
      ),
    );
    const bars = await all(data.bars(BARS, never));
    expect(bars.map(({ startMs, endMs, knownAt, close }) => [startMs, endMs, knownAt, close])).toEqual([
      [ms('2016-03-01T14:30:00Z'), ms('2016-03-01T21:00:00Z'), ms('2016-03-01T21:00:00Z'), '100.5'],
      [ms('2016-03-02T14:30:00Z'), ms('2016-03-02T21:00:00Z'), ms('2016-03-02T21:00:00Z'), '101.123456'],
    ]);
    const [first, second] = server.seen;
    expect(first?.path).toBe('/v2/stocks/bars');
    expect(Object.fromEntries(first?.query ?? [])).toMatchObject({
      symbols: 'AAPL',
      timeframe: '1Day',
      adjustment: 'raw',
      feed: 'iex',
      end: '2016-03-31T23:59:59.999999999Z',
    });
    expect([first?.query.get('page_token'), second?.query.get('page_token')]).toEqual([null, 'more']);
    expect([first?.headers['apca-api-key-id'], first?.headers['apca-api-secret-key']]).toEqual(['id', SECRET]);
  });

  it('that have not ended yet are not delivered', async () => {
    const { data } = await alpaca(() =>
      page({ AAPL: [bar('2026-10-31T23:58:00Z'), bar('2026-10-31T23:59:00Z'), bar('2026-11-01T00:00:00Z')] }),
    );
    const request = {
      symbols: ['AAPL'],
      interval: ONE_MINUTE,
      range: range('2026-10-31T00:00:00Z', '2026-11-02T00:00:00Z'),
    };
    expect((await all(data.bars(request, never))).map((one) => one.endMs)).toEqual([
      ms('2026-10-31T23:59:00Z'),
      ms('2026-11-01T00:00:00Z'),
    ]);
  });

  it('of options and stocks are asked for where each is served', async () => {
    const { data, server } = await alpaca(() => page({}));
    await all(data.bars({ ...BARS, symbols: ['AAPL', 'AAPL240503P00155000', 'MSFT'] }, never));
    expect(server.seen.map(({ path, query }) => [path, query.get('symbols')])).toEqual([
      ['/v2/stocks/bars', 'AAPL,MSFT'],
      ['/v1beta1/options/bars', 'AAPL240503P00155000'],
    ]);
  });

  it('of an interval Alpaca has not are refused before anything is sent', async () => {
    const { data, server } = await alpaca(() => page({}));
    const failure = await vendorFailure(
      () => data.bars({ ...BARS, interval: BarInterval.UNSPECIFIED }, never),
      'BAD_REQUEST',
    );
    expect(failure.message).toContain('symbols=AAPL');
    expect(server.seen).toHaveLength(0);
  });

  it('whose pages go round in a circle end in an error', async () => {
    const { data } = await alpaca(() => page({}, 'again'));
    await vendorFailure(() => data.bars(BARS, never), 'MALFORMED');
  });

  it.each([
    ['a price that is a word', { ...bar('2016-03-01T05:00:00Z'), h: 'high' }, 'bars.AAPL.0.h'],
    ['no close', { ...bar('2016-03-01T05:00:00Z'), c: undefined }, 'bars.AAPL.0.c'],
    ['a time that is none', bar('yesterday'), 'bars.AAPL.0.t'],
    ['a null price', { ...bar('2016-03-01T05:00:00Z'), o: null }, 'bars.AAPL.0.o'],
  ])('with %s name the field', async (_name, one, field) => {
    const { data } = await alpaca(() => page({ AAPL: [one] }));
    const failure = await vendorFailure(() => data.bars(BARS, never), 'MALFORMED');
    expect(failure.details).toMatchObject({ vendor: 'Alpaca', field });
  });

  it.each([
    [{ key: undefined, secret: SECRET }, 'ALPACA_KEY'],
    [{ key: 'id', secret: undefined }, 'ALPACA_SECRET'],
  ])('without a key name the setting', async (keys, setting) => {
    const { data, server } = await alpaca(() => page({}), keys);
    const failure = await vendorFailure(() => data.bars(BARS, never), 'MISSING_KEY');
    expect(failure.details.setting).toBe(setting);
    expect(server.seen).toHaveLength(0);
  });
});

describe('quotes and trades', () => {
  it('keep nanoseconds, and a side nobody quotes is absent', async () => {
    const quote = {
      t: '2016-03-01T15:00:00.123456789Z',
      ax: ' ',
      ap: 0,
      as: 0,
      bx: 'Q',
      bp: 99.99,
      bs: 3,
      c: ['R'],
      z: 'C',
    };
    const { data } = await alpaca(() => ({ body: { quotes: { AAPL: [quote] }, next_page_token: null } }));
    const [found] = await all(data.quotes({ symbols: ['AAPL'], range: MARCH }, never));
    expect(found).toEqual({
      symbol: 'AAPL',
      timeMs: ms('2016-03-01T15:00:00.123Z'),
      timeNs: 1456844400123456789n,
      bid: '99.99',
      ask: undefined,
      bidSize: '3',
      askSize: undefined,
      sizeUnit: 'ROUND_LOTS',
      bidExchange: 'Q',
      askExchange: undefined,
      conditions: ['R'],
      knownAt: ms('2016-03-01T15:00:00.123Z'),
    });
  });

  it('of options have no history of quotes, and that is said', async () => {
    const { data } = await alpaca(() => ({ body: { quotes: {} } }));
    const request = { symbols: ['AAPL240503P00155000'], range: MARCH };
    expect((await vendorFailure(() => data.quotes(request, never), 'BAD_REQUEST')).text).toContain(
      'AAPL240503P00155000',
    );
  });
});

describe('a snapshot', () => {
  it('holds what there is and knows the running day from now, not from its close', async () => {
    const { data, runtime } = await alpaca(() => ({
      body: { AAPL: { dailyBar: bar('2026-11-02T05:00:00Z'), latestTrade: null }, GONE: null },
    }));
    runtime.pass(ms('2026-11-02T18:00:00Z') - runtime.clock.now());
    const [one, ...others] = await data.snapshots(['GONE', 'AAPL'], never);
    expect(others).toEqual([]);
    expect(one?.trade).toBeUndefined();
    expect(one?.dailyBar).toMatchObject({ endMs: ms('2026-11-02T21:00:00Z'), knownAt: ms('2026-11-02T18:00:00Z') });
  });
});

describe('corporate actions', () => {
  const body = (actions: object) => ({ body: { corporate_actions: actions, next_page_token: null } });
  const split = {
    id: 's1',
    symbol: 'NEW',
    ex_date: '2016-03-10',
    process_date: '2016-03-10',
    new_rate: 4,
    old_rate: 1,
  };

  it('of the asked dates become usable when they take effect: the vendor does not say when they were announced', async () => {
    const { data, server } = await alpaca(() =>
      body({ forward_splits: [split, { ...split, id: 's2', ex_date: '2016-04-02' }] }),
    );
    const request = { symbols: ['NEW'], fromDate: '2016-03-01', toDate: '2016-03-31' };
    const [found, ...others] = await all(data.corporateActions(request, never));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      id: 's1',
      terms: { kind: 'SPLIT', newShares: '4', oldShares: '1' },
      effectiveDate: '2016-03-10',
    });
    expect(found?.knownAt).toBe(ms('2016-03-10T05:00:00Z'));
    expect(server.seen[0]?.query.get('start')).toBe('2016-01-30');
  });

  it('of every kind are understood', async () => {
    const common = { id: 'a', process_date: '2016-03-02', symbol: 'OLD', cusip: 'X' };
    const merger = {
      ...common,
      acquiree_symbol: 'OLD',
      acquirer_symbol: 'BIG',
      acquirer_rate: 0.5,
      acquiree_rate: 1,
      cash_rate: 7.8,
      effective_date: '2016-03-02',
    };
    const { data } = await alpaca(() =>
      body({
        reverse_splits: [{ ...split, new_rate: 1, old_rate: 50 }],
        unit_splits: [
          {
            ...common,
            old_symbol: 'OLDU',
            old_rate: 1,
            new_symbol: 'OLD',
            new_rate: 1,
            alternate_symbol: 'OLDW',
            alternate_rate: 0.3333,
            effective_date: '2016-03-02',
          },
        ],
        cash_dividends: [{ ...common, ex_date: '2016-03-02', rate: 0.125, special: true, foreign: false }],
        stock_dividends: [{ ...common, ex_date: '2016-03-02', rate: 0.05 }],
        spin_offs: [
          {
            ...common,
            ex_date: '2016-03-02',
            source_symbol: 'OLD',
            source_rate: 19.35,
            new_symbol: 'KID',
            new_rate: 1,
          },
        ],
        cash_mergers: [{ ...merger, rate: 5.37 }],
        stock_mergers: [merger],
        stock_and_cash_mergers: [merger],
        redemptions: [{ ...common, rate: 0.141134 }],
        name_changes: [{ ...common, old_symbol: 'OLD', new_symbol: 'NEW' }],
        worthless_removals: [common],
        rights_distributions: [
          {
            ...common,
            source_symbol: 'OLD',
            new_symbol: 'OLD.R',
            rate: 1,
            ex_date: '2016-03-02',
            payable_date: '2016-03-02',
          },
        ],
        partial_calls: [{ ...common, price: 25 }],
        reorganizations: [
          {
            ...common,
            effective_date: '2016-03-02',
            cash_rate: 1.5,
            stock_movements: [{ symbol: 'KID', cusip: 'Y', new_rate: 2, source_rate: 3 }],
          },
        ],
        kind_of_tomorrow: [{ anything: 1 }],
      }),
    );
    const found = await all(
      data.corporateActions({ symbols: ['OLD'], fromDate: '2016-03-01', toDate: '2016-03-31' }, never),
    );
    expect(found.map(({ symbol, terms }) => [symbol, terms])).toEqual([
      ['NEW', { kind: 'SPLIT', newShares: '1', oldShares: '50' }],
      [
        'OLDU',
        {
          kind: 'UNIT_SPLIT',
          newSymbol: 'OLD',
          newShares: '1',
          oldShares: '1',
          alternateSymbol: 'OLDW',
          alternateShares: '0.3333',
        },
      ],
      ['OLD', { kind: 'CASH_DIVIDEND', amount: '0.125', special: true }],
      ['OLD', { kind: 'STOCK_DIVIDEND', rate: '0.05' }],
      ['OLD', { kind: 'SPIN_OFF', newSymbol: 'KID', newShares: '1', oldShares: '19.35' }],
      ['OLD', { kind: 'MERGER', acquirer: 'BIG', cash: '5.37' }],
      ['OLD', { kind: 'MERGER', acquirer: 'BIG', newShares: '0.5', oldShares: '1' }],
      ['OLD', { kind: 'MERGER', acquirer: 'BIG', cash: '7.8', newShares: '0.5', oldShares: '1' }],
      ['OLD', { kind: 'REDEMPTION', cash: '0.141134' }],
      ['OLD', { kind: 'RENAME', newSymbol: 'NEW' }],
      ['OLD', { kind: 'WORTHLESS' }],
      ['OLD', { kind: 'RIGHTS', newSymbol: 'OLD.R', rate: '1' }],
      ['OLD', { kind: 'PARTIAL_CALL', cash: '25' }],
      ['OLD', { kind: 'REORGANIZATION', cash: '1.5', movements: [{ symbol: 'KID', newShares: '2', oldShares: '3' }] }],
    ]);
  });
});
