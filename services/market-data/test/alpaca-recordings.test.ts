import { seededRandom } from '@cream/quant';
import { describe, expect, it } from 'vitest';
import { AlpacaMarketData } from '../src/adapters/alpaca/index.js';
import { TradingCalendar } from '../src/calendar/trading-calendar.js';
import { SchemaGenerator } from './vendors/from-schema.js';
import {
  exchange,
  OPENAPI_NOTE,
  OPENAPI_PRESENT,
  RECORDINGS_NOTE,
  RECORDINGS_PRESENT,
  specification,
} from './vendors/recordings.js';
import { type VendorHandler, vendorServer } from './vendors/vendor-server.js';
import { all, ms, never, ONE_DAY, ONE_HOUR, range, scriptedRuntime, vendorAt } from './vendors/vendor-setting.js';

const calendar = new TradingCalendar();
const OPTION = 'SPY240426C00555000';

async function alpaca(handler: VendorHandler) {
  const server = await vendorServer(handler);
  const settings = {
    ...vendorAt(server.baseUrl),
    secret: 'secret',
    feed: 'iex',
    optionFeed: 'indicative',
    streamUrl: 'ws://127.0.0.1',
  };
  return { server, data: new AlpacaMarketData(settings, calendar, scriptedRuntime()) };
}

/** Serves one recorded exchange at its path; the pages after it are empty, because only some were recorded. */
async function replaying(name: string, ...more: string[]) {
  const pages = [name, ...more].map((one) => exchange(`alpaca/alpaca-py_fixtures/${one}.json`));
  let next = 0;
  return alpaca(({ path }) => {
    const page = pages[Math.min(next++, pages.length - 1)];
    if (page === undefined || page.path !== path) return undefined;
    if (next <= pages.length) return page;
    const empty = Object.fromEntries(
      Object.entries(page.body as object).map(([key, value]) => [
        key,
        key.endsWith('token') ? null : Array.isArray(value) ? [] : {},
      ]),
    );
    return { body: empty };
  });
}

describe.skipIf(!RECORDINGS_PRESENT)(`Alpaca as recorded${RECORDINGS_NOTE}`, () => {
  const everything = range('1990-01-01T00:00:00Z', '2026-01-01T00:00:00Z');

  it('serves daily bars', async () => {
    const { data } = await replaying('historical_stock_data__get_bars');
    const bars = await all(data.bars({ symbols: ['AAPL'], interval: ONE_DAY, range: everything }, never));
    expect(bars).toHaveLength(2);
    expect(bars[0]).toMatchObject({
      symbol: 'AAPL',
      open: '174',
      high: '174.84',
      low: '172.31',
      close: '174.61',
      volume: '85998033',
      trades: 732412,
      vwap: '173.703516',
      endMs: ms('2022-02-01T21:00:00Z'),
    });
  });

  it('serves bars of several symbols, and none for a symbol without any', async () => {
    const several = await replaying('historical_stock_data__multisymbol_get_bars');
    const bars = await all(
      several.data.bars({ symbols: ['AAPL', 'TSLA'], interval: ONE_DAY, range: everything }, never),
    );
    expect(bars.map(({ symbol, close }) => [symbol, close])).toEqual([
      ['AAPL', '162.95'],
      ['TSLA', '858.97'],
    ]);
    const empty = await replaying('historical_stock_data__get_bars_multi_empty_response');
    expect(await all(empty.data.bars({ symbols: ['AAPL'], interval: ONE_DAY, range: everything }, never))).toEqual([]);
  });

  it('serves quotes and trades to the nanosecond', async () => {
    const quotes = await all(
      (await replaying('historical_stock_data__get_quotes')).data.quotes(
        { symbols: ['AAPL'], range: everything },
        never,
      ),
    );
    expect(quotes.map(({ bid, ask, timeNs }) => [bid, ask, timeNs])).toEqual([
      ['159.52', '158.65', 1646816400000059000n],
      ['159.52', '158.8', 1646816400000059000n],
    ]);
    const trades = await all(
      (await replaying('historical_stock_data__get_trades')).data.trades(
        { symbols: ['AAPL'], range: everything },
        never,
      ),
    );
    expect(trades.map(({ price, size, id, conditions }) => [price, size, id, conditions])).toEqual([
      ['159.07', '1', '151', ['@', 'T', 'I']],
      ['159.07', '2', '168', ['@', 'T', 'I']],
    ]);
  });

  it('serves snapshots of a stock and of an option', async () => {
    const [stock] = await (await replaying('historical_stock_data__get_snapshot')).data.snapshots(['AAPL'], never);
    expect(stock).toMatchObject({
      quote: { bid: '161.19', ask: '161.2' },
      trade: { price: '161.1998' },
      minuteBar: { close: '161.365' },
      dailyBar: { volume: '31749988' },
      previousDailyBar: { high: '161' },
    });
    const option = await (await replaying('historical_option_data__get_snapshot')).data.snapshots(
      ['AAPL240126P00050000'],
      never,
    );
    expect(option[0]?.quote).toMatchObject({ bid: '0.48', ask: '0.59', sizeUnit: 'CONTRACTS' });
    expect(
      await (await replaying('historical_stock_data__get_snapshot_multi_empty_response')).data.snapshots(
        ['AAPL'],
        never,
      ),
    ).toEqual([]);
  });

  it('serves bars and trades of options', async () => {
    const bars = await all(
      (await replaying('historical_option_data__multisymbol_get_bars')).data.bars(
        { symbols: [OPTION], interval: ONE_HOUR, range: everything },
        never,
      ),
    );
    expect(bars.map(({ symbol, vwap }) => [symbol, vwap])).toEqual([
      ['SPY240426C00550000', '0.37'],
      ['SPY240426C00550000', '0.496875'],
      [OPTION, '0.211429'],
    ]);
    const trades = await all(
      (await replaying('historical_option_data__get_trades')).data.trades(
        { symbols: [OPTION], range: everything },
        never,
      ),
    );
    expect(trades.map(({ price, conditions }) => [price, conditions])).toEqual([
      ['0.24', ['I']],
      ['0.21', ['j']],
    ]);
  });

  it('serves an option chain with Greeks', async () => {
    const { data } = await replaying('historical_option_data__get_option_chain');
    expect(await all(data.optionChain({ underlying: 'AAPL' }, never))).toMatchObject([
      {
        symbol: 'AAPL240503P00155000',
        underlying: 'AAPL',
        type: 'PUT',
        expiration: '2024-05-03',
        strike: '155',
        impliedVolatility: 0.4584478444465036,
        greeks: { delta: -0.06962352623019707 },
        quote: { bid: '0.32', ask: '0.35' },
      },
    ]);
  });

  it('serves news over two pages', async () => {
    const { data, server } = await replaying('historical_news_data__get_news', 'historical_news_data__get_news_2');
    const news = await all(data.news({ symbols: ['AAPL'], range: everything }, never));
    expect(news.map(({ id, source, symbols }) => [id, source, symbols])).toEqual([
      ['40432158', 'source', ['AAPL', 'QCOM']],
      ['41799100', 'benzinga', ['CWAN']],
    ]);
    expect(server.seen[1]?.query.get('page_token')).toBe('MTczMDk3MTEwMTAwMDAwMDAwMHw0MTc5OTExNQ==');
  });

  it('serves corporate actions of thirteen kinds over two pages', async () => {
    const { data } = await replaying(
      'corporate_actions__get_corporate_actions',
      'corporate_actions__get_corporate_actions_2',
    );
    const actions = await all(
      data.corporateActions({ symbols: ['X'], fromDate: '2020-01-01', toDate: '2025-01-01' }, never),
    );
    expect(actions.map(({ symbol, terms }) => `${symbol} ${terms.kind}`)).toEqual([
      'SRE SPLIT',
      'MNTS SPLIT',
      'TPBAU UNIT_SPLIT',
      'FCF CASH_DIVIDEND',
      'MSBC STOCK_DIVIDEND',
      'JUPW SPIN_OFF',
      'GLOP MERGER',
      'LSI MERGER',
      'MLVF MERGER',
      'ORPHY REDEMPTION',
      'BSAQ RENAME',
      'ATNXQ WORTHLESS',
      'IFN RIGHTS',
      'ZMTBY CASH_DIVIDEND',
    ]);
  });
});

describe.skipIf(!OPENAPI_PRESENT)(`Alpaca as specified${OPENAPI_NOTE}`, () => {
  const now = range('2000-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
  const field = (name: string) => {
    if (name === 'next_page_token') return null;
    return /^(created|updated)_at$|^t$/.test(name) ? '2024-05-03T14:30:00.5Z' : undefined;
  };
  const generated = async (path: string, seed: number, keys: string[]) => {
    const generator = new SchemaGenerator(specification('alpaca-market-data-api.json'), seededRandom(seed), {
      keys,
      field,
    });
    const body = generator.response(path);
    return alpaca(() => ({ body }));
  };
  const seeds = Array.from({ length: 25 }, (_, i) => i + 1);

  it.each([
    ['/v2/stocks/bars', 'AAPL'],
    ['/v1beta1/options/bars', OPTION],
  ])('bars of %s', async (path, symbol) => {
    for (const seed of seeds) {
      const { data } = await generated(path, seed, [symbol]);
      for (const bar of await all(data.bars({ symbols: [symbol], interval: ONE_HOUR, range: now }, never)))
        expect(Number(bar.close)).toBeGreaterThan(0);
    }
  });

  it('quotes, trades and snapshots', async () => {
    for (const seed of seeds) {
      const quotes = await all(
        (await generated('/v2/stocks/quotes', seed, ['AAPL'])).data.quotes({ symbols: ['AAPL'], range: now }, never),
      );
      expect(quotes.length).toBeGreaterThan(0);
      expect(
        (
          await all(
            (
              await generated('/v2/stocks/trades', seed, ['AAPL'])
            ).data.trades({ symbols: ['AAPL'], range: now }, never),
          )
        ).length,
      ).toBeGreaterThan(0);
      expect(
        (
          await all(
            (
              await generated('/v1beta1/options/trades', seed, [OPTION])
            ).data.trades({ symbols: [OPTION], range: now }, never),
          )
        ).length,
      ).toBeGreaterThan(0);
      expect(
        await (await generated('/v2/stocks/snapshots', seed, ['AAPL'])).data.snapshots(['AAPL'], never),
      ).toHaveLength(1);
      expect(
        await (await generated('/v1beta1/options/snapshots', seed, [OPTION])).data.snapshots([OPTION], never),
      ).toHaveLength(1);
    }
  });

  it('option chains, news and corporate actions', async () => {
    let actions = 0;
    for (const seed of seeds) {
      expect(
        await all(
          (await generated('/v1beta1/options/snapshots/{underlying_symbol}', seed, [OPTION])).data.optionChain(
            { underlying: 'SPY' },
            never,
          ),
        ),
      ).toHaveLength(1);
      expect(
        (await all((await generated('/v1beta1/news', seed, [])).data.news({ symbols: [], range: now }, never))).length,
      ).toBeGreaterThan(0);
      const request = { symbols: ['X'], fromDate: '1990-01-01', toDate: '2030-01-01' };
      actions += (await all((await generated('/v1/corporate-actions', seed, [])).data.corporateActions(request, never)))
        .length;
    }
    expect(actions).toBeGreaterThan(25);
  });
});
