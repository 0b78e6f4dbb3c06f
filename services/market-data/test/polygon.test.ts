import { seededRandom } from '@cream/quant';
import { describe, expect, it } from 'vitest';
import { PolygonMarketData } from '../src/adapters/polygon/index.js';
import { TradingCalendar } from '../src/calendar/trading-calendar.js';
import { SchemaGenerator } from './vendors/from-schema.js';
import {
  OPENAPI_NOTE,
  OPENAPI_PRESENT,
  RECORDINGS_NOTE,
  RECORDINGS_PRESENT,
  recordedText,
  specification,
} from './vendors/recordings.js';
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

// The shapes of https://massive.com/docs/rest (2026), with values of our own.
const calendar = new TradingCalendar();
const MARCH = range('2016-03-01T00:00:00Z', '2016-04-01T00:00:00Z');
const EVERYTHING = range('1990-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
const OPTION = 'AAPL230616C00150000';
const bar = (t: string) => ({ t: ms(t), o: 100, h: 101, l: 99.5, c: 100.5, v: 1200.0, n: 10, vw: 100.25 });

async function polygon(handler: VendorHandler, key: string | undefined = SECRET) {
  const server = await vendorServer(handler);
  const settings = { ...vendorAt(server.baseUrl), key, streamUrl: 'ws://127.0.0.1' };
  return { server, data: new PolygonMarketData(settings, calendar, scriptedRuntime()) };
}

describe('aggregates', () => {
  const request = { symbols: ['AAPL'], interval: ONE_DAY, range: MARCH };

  it('come from all pages, unadjusted; the next page is asked of the configured host, with the key', async () => {
    const { data, server } = await polygon(
      inOrder(
        {
          body: {
            results: [bar('2016-03-01T05:00:00Z')],
            next_url: 'https://api.massive.com/v2/aggs/next?cursor=abc&apiKey=other',
          },
        },
        { body: { results: [bar('2016-03-02T05:00:00Z')] } },
      ),
    );
    const bars = await all(data.bars(request, never));
    expect(bars.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [ms('2016-03-01T14:30:00Z'), ms('2016-03-01T21:00:00Z')],
      [ms('2016-03-02T14:30:00Z'), ms('2016-03-02T21:00:00Z')],
    ]);
    expect(server.seen[0]?.path).toBe(
      `/v2/aggs/ticker/AAPL/range/1/day/${MARCH.fromMs - 86_400_000}/${MARCH.toMs - 1}`,
    );
    expect(server.seen[0]?.query.get('adjusted')).toBe('false');
    expect([server.seen[1]?.path, server.seen[1]?.query.toString()]).toEqual(['/v2/aggs/next', 'cursor=abc']);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${SECRET}`, `Bearer ${SECRET}`]);
  });

  it('of an option are asked for with its prefix, those of an index have no volume', async () => {
    const { v: _, vw: __, n: ___, ...index } = bar('2016-03-01T15:00:00Z');
    const { data, server } = await polygon(() => ({ body: { results: [index] } }));
    const bars = await all(data.bars({ symbols: [OPTION, 'I:SPX'], interval: ONE_MINUTE, range: MARCH }, never));
    expect(server.seen.map(({ path }) => path.split('/')[4])).toEqual([`O:${OPTION}`, 'I:SPX']);
    expect(bars.map(({ symbol, volume }) => [symbol, volume])).toEqual([
      [OPTION, undefined],
      ['I:SPX', undefined],
    ]);
  });

  it('of a symbol without any are none', async () => {
    const { data } = await polygon(() => ({ body: { status: 'OK', resultsCount: 0 } }));
    expect(await all(data.bars(request, never))).toEqual([]);
  });

  it('need a key', async () => {
    const server = await vendorServer(() => ({ body: {} }));
    const settings = { ...vendorAt(server.baseUrl), key: undefined, streamUrl: 'ws://127.0.0.1' };
    const data = new PolygonMarketData(settings, calendar, scriptedRuntime());
    expect((await vendorFailure(() => data.bars(request, never), 'MISSING_KEY')).details.setting).toBe('POLYGON_KEY');
  });

  it.each([
    ['a time in words', { results: [{ ...bar('2016-03-01T05:00:00Z'), t: 'noon' }] }, 'results.0.t'],
    ['no open', { results: [{ ...bar('2016-03-01T05:00:00Z'), o: undefined }] }, 'results.0.o'],
    ['results that are no list', { results: 'many' }, 'results'],
    ['a next page that is no address', { results: [], next_url: 'page two' }, 'next_url'],
  ])('with %s name the field', async (_name, body, field) => {
    const { data } = await polygon(() => ({ body }));
    expect((await vendorFailure(() => data.bars(request, never), 'MALFORMED')).details.field).toBe(field);
  });
});

describe('times in nanoseconds', () => {
  it('keep the digits a float loses', async () => {
    const body =
      '{"results":[{"sip_timestamp":1652191872800638701,"bid_price":155.85,"bid_size":4,"ask_price":0,"ask_size":0,"sequence_number":7}]}';
    const { data, server } = await polygon(() => ({ body }));
    const [quote] = await all(data.quotes({ symbols: ['AAPL'], range: MARCH }, never));
    expect(quote).toMatchObject({
      timeNs: 1652191872800638701n,
      timeMs: 1652191872800,
      bid: '155.85',
      ask: undefined,
      sequence: 7,
    });
    expect(server.seen[0]?.query.get('timestamp.gte')).toBe(`${MARCH.fromMs}000000`);
  });
});

describe('corporate actions', () => {
  it('are known after the day they were declared on, splits when they take effect', async () => {
    const { data } = await polygon(({ path }) => ({
      body: path.endsWith('splits')
        ? { results: [{ ticker: 'AAPL', execution_date: '2016-03-10', split_from: 1, split_to: 7 }] }
        : {
            results: [
              {
                ticker: 'AAPL',
                cash_amount: 0.52,
                dividend_type: 'CD',
                declaration_date: '2016-02-25',
                ex_dividend_date: '2016-03-04',
              },
            ],
          },
    }));
    const actions = await all(
      data.corporateActions({ symbols: ['AAPL'], fromDate: '2016-03-01', toDate: '2016-03-31' }, never),
    );
    expect(actions.map(({ terms, knownAt }) => [terms, new Date(knownAt).toISOString()])).toEqual([
      [{ kind: 'SPLIT', newShares: '7', oldShares: '1' }, '2016-03-10T05:00:00.000Z'],
      [{ kind: 'CASH_DIVIDEND', amount: '0.52', special: false }, '2016-02-26T05:00:00.000Z'],
    ]);
  });
});

describe.skipIf(!RECORDINGS_PRESENT)(`Polygon as recorded${RECORDINGS_NOTE}`, () => {
  const replaying = (...files: string[]) =>
    polygon(
      inOrder(...files.map((file) => ({ body: recordedText(`polygon/client-python_mocks/${file}`) })), { body: {} }),
    );

  it('serves aggregates', async () => {
    const { data } = await replaying('v2/aggs/ticker/AAPL/range/1/day/2005-04-01/2005-04-04.json');
    const bars = await all(data.bars({ symbols: ['AAPL'], interval: ONE_DAY, range: EVERYTHING }, never));
    expect(bars.map(({ close, volume, trades }) => [close, volume, trades])).toEqual([
      ['1.4604', '642646396', 82132],
      ['1.4675', '578172308', 65543],
    ]);
  });

  it('serves quotes over two pages, and trades', async () => {
    const cursor =
      'v3/quotes/AAPL&cursor=YXA9MTkyODgxNjYmYXM9JmxpbWl0PTEwJm9yZGVyPWRlc2Mmc29ydD10aW1lc3RhbXAmdGltZXN0YW1wLmx0ZT0yMDIyLTA1LTEwVDE0JTNBMTElM0ExMi42OTA2NjExODla.json';
    const { data } = await replaying('v3/quotes/AAPL.json', cursor);
    const quotes = await all(data.quotes({ symbols: ['AAPL'], range: EVERYTHING }, never));
    expect(quotes.length).toBeGreaterThan(10);
    expect(quotes[0]).toMatchObject({
      bid: '155.85',
      ask: '155.87',
      bidSize: '4',
      timeNs: 1652191872800638700n,
      sequence: 19288684,
    });
    const trades = await all(
      (await replaying('v3/trades/AAPL&limit=2.json')).data.trades({ symbols: ['AAPL'], range: EVERYTHING }, never),
    );
    expect(trades[0]).toMatchObject({
      price: '156.43',
      size: '10',
      id: '183276',
      conditions: ['12', '37'],
      sequence: 7179341,
    });
  });

  it('serves snapshots of stocks', async () => {
    const { data } = await replaying('v2/snapshot/locale/us/markets/stocks/tickers/index.json');
    const found = await data.snapshots(['BCAT', 'AAPL'], never);
    for (const one of found) expect(one.symbol).toMatch(/^[A-Z.]+$/);
  });

  it('serves an option chain', async () => {
    const { data } = await replaying('v3/snapshot/options/AAPL.json');
    const [option] = await all(data.optionChain({ underlying: 'AAPL' }, never));
    expect(option).toMatchObject({
      symbol: OPTION,
      type: 'CALL',
      expiration: '2023-06-16',
      strike: '150',
      style: 'AMERICAN',
      multiplier: '100',
      openInterest: '8133',
      impliedVolatility: 0.3570277203465058,
    });
    expect(option?.quote).toMatchObject({
      bid: '28.9',
      ask: '29.25',
      timeNs: 1651254260800059648n,
      sizeUnit: 'CONTRACTS',
    });
  });

  it('serves the snapshot of one option', async () => {
    const { data } = await replaying('v3/snapshot/options/AAPL/O;AAPL230616C00150000.json');
    expect((await data.snapshots([OPTION], never))[0]?.symbol).toBe(OPTION);
  });

  it('serves splits, dividends and news', async () => {
    const { data } = await replaying('v3/reference/splits.json', 'v3/reference/dividends.json');
    const actions = await all(
      data.corporateActions({ symbols: ['AAPL'], fromDate: '2020-01-01', toDate: '2026-01-01' }, never),
    );
    expect(actions[0]).toMatchObject({ symbol: 'GOOGL', terms: { kind: 'SPLIT', newShares: '20', oldShares: '1' } });
    expect(actions.find(({ terms }) => terms.kind === 'CASH_DIVIDEND')).toMatchObject({
      symbol: 'CSSEN',
      announcedDate: '2020-09-09',
    });
    const news = await all(
      (await replaying('v2/reference/news&ticker=NFLX.json')).data.news(
        { symbols: ['NFLX'], range: EVERYTHING },
        never,
      ),
    );
    expect(news[0]).toMatchObject({
      source: 'MarketWatch',
      symbols: ['MSFT', 'TSN', 'NFLX', 'AMZN'],
      publishedMs: ms('2022-04-28T17:08:00Z'),
    });
  });
});

describe.skipIf(!OPENAPI_PRESENT)(`Polygon as specified${OPENAPI_NOTE}`, () => {
  const document = OPENAPI_PRESENT ? specification('polygon-massive-rest.json') : {};
  const field = (name: string) => {
    if (name === 'next_url') return '';
    if (/_timestamp$|^last_updated$|^updated$/.test(name)) return '1714746600123456789';
    if (name === 'ticker') return 'O:SPY240503C00500000';
    if (/_date$/.test(name)) return '2024-05-03';
    return name === 'published_utc' ? '2024-05-03T14:30:00Z' : undefined;
  };
  const generated = async (path: string, seed: number, more: Record<string, unknown> = {}) => {
    const generator = new SchemaGenerator(document, seededRandom(seed), {
      always: ['ticker'],
      field: (name) => (name in more ? more[name] : field(name)),
    });
    const body = generator.response(path);
    return (await polygon(() => ({ body }))).data;
  };
  const seeds = Array.from({ length: 25 }, (_, i) => i + 1);

  it('aggregates, quotes and trades of stocks, options and indices', async () => {
    let found = 0;
    for (const seed of seeds) {
      for (const kind of ['stocksTicker', 'optionsTicker', 'indicesTicker']) {
        const data = await generated(`/v2/aggs/ticker/{${kind}}/range/{multiplier}/{timespan}/{from}/{to}`, seed, {
          t: 1714746600000,
        });
        found += (await all(data.bars({ symbols: ['X'], interval: ONE_MINUTE, range: EVERYTHING }, never))).length;
      }
      for (const kind of ['stockTicker', 'optionsTicker']) {
        found += (
          await all(
            (await generated(`/v3/quotes/{${kind}}`, seed)).quotes({ symbols: ['X'], range: EVERYTHING }, never),
          )
        ).length;
        found += (
          await all(
            (await generated(`/v3/trades/{${kind}}`, seed)).trades({ symbols: ['X'], range: EVERYTHING }, never),
          )
        ).length;
      }
    }
    expect(found).toBeGreaterThan(100);
  });

  it('snapshots, chains, corporate actions and news', async () => {
    let found = 0;
    for (const seed of seeds) {
      const stocks = await generated('/v2/snapshot/locale/us/markets/stocks/tickers', seed, {
        t: '1714746600123456789',
        ticker: 'AAPL',
        min: null,
      });
      found += (await stocks.snapshots(['AAPL'], never)).length;
      const chain = await generated('/v3/snapshot/options/{underlyingAsset}', seed);
      found += (await all(chain.optionChain({ underlying: 'SPY' }, never))).length;
      const request = { symbols: ['X'], fromDate: '1990-01-01', toDate: '2030-01-01' };
      const splits = new SchemaGenerator(document, seededRandom(seed), { field });
      const { data } = await polygon(({ path }) => ({ body: splits.response(path) }));
      found += (await all(data.corporateActions(request, never))).length;
      found += (
        await all((await generated('/v2/reference/news', seed)).news({ symbols: [], range: EVERYTHING }, never))
      ).length;
    }
    expect(found).toBeGreaterThan(60);
  });
});
