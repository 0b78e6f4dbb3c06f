import { describe, expect, it } from 'vitest';
import { AlphaVantageMarketData } from '../src/adapters/alphavantage/index.js';
import { FmpMarketData } from '../src/adapters/fmp/index.js';
import { FredSeries } from '../src/adapters/fred/index.js';
import { TradingCalendar } from '../src/calendar/trading-calendar.js';
import { RECORDINGS_NOTE, RECORDINGS_PRESENT, recordedText } from './vendors/recordings.js';
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

const calendar = new TradingCalendar();
const once = { attempts: 1, baseMs: 1, maxMs: 1 };

async function vendors(handler: VendorHandler, key: string | null = SECRET) {
  const server = await vendorServer(handler);
  const runtime = scriptedRuntime();
  const settings = { ...vendorAt(server.baseUrl), key: key ?? undefined, retries: once };
  return {
    server,
    runtime,
    fred: new FredSeries(settings, runtime),
    fmp: new FmpMarketData(settings, calendar, runtime),
    alpha: new AlphaVantageMarketData(settings, runtime),
  };
}

describe('a key that is missing', () => {
  it('is named by each vendor when it is needed', async () => {
    const { fred, fmp, alpha, server } = await vendors(() => ({ body: {} }), null);
    const settings = [
      await vendorFailure(() => fred.observations({ series: 'CPIAUCSL' }, never), 'MISSING_KEY'),
      await vendorFailure(
        () => fmp.statements({ symbol: 'AAPL', kind: 'INCOME', period: 'ANNUAL', limit: 1 }, never),
        'MISSING_KEY',
      ),
      await vendorFailure(() => alpha.observations({ series: 'CPI' }, never), 'MISSING_KEY'),
    ].map(({ details }) => details.setting);
    expect(settings).toEqual(['FRED_KEY', 'FMP_KEY', 'ALPHAVANTAGE_KEY']);
    expect(server.seen).toEqual([]);
  });
});

// https://fred.stlouisfed.org/docs/api/fred/series_observations.html, values of our own.
describe('FRED', () => {
  const observation = (date: string, value: string, from: string, to = '9999-12-31') => ({
    realtime_start: from,
    realtime_end: to,
    date,
    value,
  });
  const body = (observations: object[], count = observations.length) => ({ body: { count, observations } });

  it('gives each value in the vintages it was published in, known after the first day of each', async () => {
    const { fred, server } = await vendors(() =>
      body([
        observation('2016-01-01', '1.4', '2016-02-26', '2016-03-24'),
        observation('2016-01-01', '1.1', '2016-03-25'),
      ]),
    );
    const found = await all(
      fred.observations({ series: 'GDP', vintageFrom: '2016-01-01', vintageTo: '2016-12-31' }, never),
    );
    expect(
      found.map(({ value, vintageFrom, knownAt }) => [value, vintageFrom, new Date(knownAt).toISOString()]),
    ).toEqual([
      ['1.4', '2016-02-26', '2016-02-27T06:00:00.000Z'],
      ['1.1', '2016-03-25', '2016-03-26T05:00:00.000Z'],
    ]);
    expect(server.seen[0]?.query.get('realtime_start')).toBe('2016-01-01');
    expect(server.seen[0]?.query.get('api_key')).toBe(SECRET);
  });

  it('without vintages is known from now on only', async () => {
    const { fred, runtime } = await vendors(() => body([observation('2016-01-01', '1.4', '2026-11-01')]));
    expect(await all(fred.observations({ series: 'GDP' }, never))).toEqual([
      {
        series: 'GDP',
        date: '2016-01-01',
        value: '1.4',
        vintageFrom: undefined,
        vintageTo: undefined,
        knownAt: runtime.clock.now(),
      },
    ]);
  });

  it('publishes a point where there is no value', async () => {
    const { fred } = await vendors(() => body([observation('2016-01-01', '.', '2026-11-01')]));
    expect((await all(fred.observations({ series: 'VIXCLS' }, never)))[0]?.value).toBeUndefined();
  });

  it('is read to its end over pages', async () => {
    const { fred, server } = await vendors(
      inOrder(
        body([observation('2016-01-01', '1', '2026-11-01')], 2),
        body([observation('2016-01-02', '2', '2026-11-01')], 2),
      ),
    );
    expect(await all(fred.observations({ series: 'X' }, never))).toHaveLength(2);
    expect(server.seen[1]?.query.get('offset')).toBe('1');
  });

  it('calls a refused key a bad request; we call it unauthorized', async () => {
    const { fred } = await vendors(() => ({
      status: 400,
      body: {
        error_code: 400,
        error_message: `Bad Request. The value for variable api_key ${SECRET} is not registered.`,
      },
    }));
    await vendorFailure(() => fred.observations({ series: 'X' }, never), 'UNAUTHORIZED');
  });

  it.each([['n/a'], ['1,000'], ['']])('with a value of %j is malformed', async (value) => {
    const { fred } = await vendors(() => body([observation('2016-01-01', value, '2026-11-01')]));
    expect((await vendorFailure(() => fred.observations({ series: 'X' }, never), 'MALFORMED')).details.field).toBe(
      'observations.0.value',
    );
  });
});

// https://site.financialmodelingprep.com/developer/docs/stable, values of our own.
describe('FMP', () => {
  it('gives raw daily prices oldest first', async () => {
    const day = (date: string, price: number) => ({
      symbol: 'AAPL',
      date,
      adjOpen: price,
      adjHigh: price + 1,
      adjLow: price - 1,
      adjClose: price,
      volume: 1000,
    });
    const { fmp, server } = await vendors(() => ({ body: [day('2016-03-02', 101.5), day('2016-03-01', 100.25)] }));
    const bars = await all(
      fmp.bars(
        { symbols: ['AAPL'], interval: ONE_DAY, range: range('2016-03-01T05:00:00Z', '2016-03-03T05:00:00Z') },
        never,
      ),
    );
    expect(bars.map(({ close, endMs }) => [close, endMs])).toEqual([
      ['100.25', ms('2016-03-01T21:00:00Z')],
      ['101.5', ms('2016-03-02T21:00:00Z')],
    ]);
    expect(server.seen[0]?.path).toBe('/stable/historical-price-eod/non-split-adjusted');
    expect([server.seen[0]?.query.get('from'), server.seen[0]?.query.get('to')]).toEqual(['2016-03-01', '2016-03-02']);
  });

  it('has daily bars only', async () => {
    const { fmp } = await vendors(() => ({ body: [] }));
    await vendorFailure(
      () =>
        fmp.bars(
          { symbols: ['AAPL'], interval: ONE_MINUTE, range: range('2016-03-01T00:00:00Z', '2016-03-02T00:00:00Z') },
          never,
        ),
      'BAD_REQUEST',
    );
  });

  it('makes a filing known when the regulator accepted it, or at the end of its date, or never', async () => {
    const statement = {
      symbol: 'AAPL',
      date: '2015-12-26',
      reportedCurrency: 'USD',
      cik: '0000320193',
      fiscalYear: '2016',
      period: 'Q1',
      revenue: 75872000000,
      eps: 3.3,
      taxRate: null,
    };
    const { fmp, server } = await vendors(() => ({
      body: [
        { ...statement, filingDate: '2016-01-27', acceptedDate: '2016-01-26 16:31:02' },
        { ...statement, filingDate: '2016-01-27' },
        statement,
      ],
    }));
    const found = await fmp.statements({ symbol: 'AAPL', kind: 'INCOME', period: 'QUARTER', limit: 3 }, never);
    expect(found.map(({ knownAt }) => knownAt && new Date(knownAt).toISOString())).toEqual([
      '2016-01-26T21:31:02.000Z',
      '2016-01-28T05:00:00.000Z',
      undefined,
    ]);
    expect(found[0]).toMatchObject({
      fiscalDate: '2015-12-26',
      currency: 'USD',
      items: { revenue: '75872000000', eps: '3.3' },
    });
    expect(Object.keys(found[0]?.items ?? {})).toEqual(['revenue', 'eps']);
    expect(server.seen[0]?.query.get('period')).toBe('quarter');
  });

  it('gives releases with their time in UTC and earnings by date, in time order', async () => {
    const { fmp, runtime } = await vendors(({ path }) => ({
      body: path.includes('economic')
        ? [
            {
              date: '2016-03-04 13:30:00',
              country: 'US',
              event: 'Nonfarm Payrolls',
              impact: 'High',
              previous: 172,
              estimate: 190,
              actual: null,
            },
            { date: '2016-03-01 15:00:00', event: 'ISM' },
          ]
        : [{ date: '2016-04-26', symbol: 'AAPL', epsActual: null, epsEstimated: 2 }],
    }));
    const [ism, payrolls] = await fmp.calendarEvents(
      { kind: 'ECONOMIC', fromDate: '2016-03-01', toDate: '2016-03-05' },
      never,
    );
    expect([ism?.name, payrolls?.name]).toEqual(['ISM', 'Nonfarm Payrolls']);
    expect(payrolls).toMatchObject({
      timeMs: ms('2016-03-04T13:30:00Z'),
      hasTime: true,
      previous: '172',
      estimate: '190',
      actual: undefined,
      knownAt: runtime.clock.now(),
    });
    const [earnings] = await fmp.calendarEvents(
      { kind: 'EARNINGS', fromDate: '2016-04-01', toDate: '2016-04-30' },
      never,
    );
    expect(earnings).toMatchObject({
      symbol: 'AAPL',
      timeMs: ms('2016-04-26T04:00:00Z'),
      hasTime: false,
      estimate: '2',
    });
  });

  it.each([
    ['Invalid API KEY. Please retry', 'UNAUTHORIZED'],
    ['Limit Reach . Please upgrade your plan', 'RATE_LIMITED'],
    ['Exclusive Endpoint: not available under your current subscription', 'FORBIDDEN'],
    ['Something else', 'BAD_REQUEST'],
  ] as const)('that says "%s" inside HTTP 200 is a typed error', async (text, code) => {
    const { fmp } = await vendors(() => ({ body: { 'Error Message': `${text} ${SECRET}` } }));
    await vendorFailure(
      () => fmp.statements({ symbol: 'AAPL', kind: 'CASH_FLOW', period: 'ANNUAL', limit: 1 }, never),
      code,
    );
  });
});

// https://www.alphavantage.co/documentation/, values of our own.
describe('Alpha Vantage', () => {
  const request = {
    symbols: ['MSFT'],
    interval: ONE_MINUTE,
    range: range('2020-11-30T05:00:00Z', '2020-12-02T05:00:00Z'),
  };
  const csv = (...rows: string[]) => ['timestamp,open,high,low,close,volume', ...rows].join('\r\n');

  it('gives minutes of each month asked for, on the clock of New York', async () => {
    const { alpha, server } = await vendors(({ query }) => ({
      body:
        query.get('month') === '2020-11'
          ? csv('2020-11-30 09:31:00,2,3,1,2.5,20', '2020-11-30 09:30:00,1,2,0.5,1.5,10')
          : csv('2020-12-01 09:30:00,1,2,0.5,1.5,10'),
    }));
    const bars = await all(alpha.bars(request, never));
    expect(bars.map(({ startMs, close }) => [new Date(startMs).toISOString(), close])).toEqual([
      ['2020-11-30T14:30:00.000Z', '1.5'],
      ['2020-11-30T14:31:00.000Z', '2.5'],
      ['2020-12-01T14:30:00.000Z', '1.5'],
    ]);
    expect(server.seen.map(({ query }) => query.get('month'))).toEqual(['2020-11', '2020-12']);
    expect(server.seen[0]?.query.get('adjusted')).toBe('false');
  });

  it.each([
    [
      'Note',
      'Thank you for using Alpha Vantage! Our standard API call frequency is 5 calls per minute',
      'RATE_LIMITED',
    ],
    [
      'Information',
      `We have detected your API key as ${SECRET} and our standard API rate limit is 25 requests per day. Please subscribe to any of the premium plans`,
      'RATE_LIMITED',
    ],
    ['Information', 'This is a premium endpoint. You may subscribe', 'FORBIDDEN'],
    ['Information', 'The **demo** API key is for demo purposes only', 'UNAUTHORIZED'],
    ['Error Message', 'the parameter apikey is invalid or missing', 'UNAUTHORIZED'],
    ['Error Message', 'Invalid API call. Please retry', 'BAD_REQUEST'],
  ] as const)('that says %s "%s" inside HTTP 200 is a typed error', async (field, text, code) => {
    const { alpha } = await vendors(() => ({ body: { [field]: text } }));
    await vendorFailure(() => alpha.bars(request, never), code);
    await vendorFailure(() => alpha.observations({ series: 'CPI' }, never), code);
  });

  it('is not asked again on a day whose requests are used up, but is after a busy minute', async () => {
    const busy = { body: { Note: 'call frequency is 5 calls per minute' } };
    const server = await vendorServer(inOrder(busy, { body: { data: [] } }));
    const runtime = scriptedRuntime();
    const alpha = new AlphaVantageMarketData(vendorAt(server.baseUrl), runtime);
    expect(await all(alpha.observations({ series: 'CPI' }, never))).toEqual([]);
    expect(runtime.pauses).toHaveLength(1);
    const empty = await vendorServer(() => ({ body: { Information: 'limit is 25 requests per day' } }));
    await vendorFailure(
      () => new AlphaVantageMarketData(vendorAt(empty.baseUrl), runtime).observations({ series: 'CPI' }, never),
      'RATE_LIMITED',
    );
    expect(empty.seen).toHaveLength(1);
  });

  it('gives series of the economy oldest first, without vintages', async () => {
    const data = [
      { date: '2016-02-01', value: '237.111' },
      { date: '2016-01-01', value: '.' },
    ];
    const { alpha, server } = await vendors(() => ({ body: { name: 'CPI', data } }));
    const found = await all(alpha.observations({ series: 'TREASURY_YIELD?maturity=10year&interval=daily' }, never));
    expect(found.map(({ date, value }) => [date, value])).toEqual([
      ['2016-01-01', undefined],
      ['2016-02-01', '237.111'],
    ]);
    expect(Object.fromEntries(server.seen[0]?.query ?? [])).toMatchObject({
      function: 'TREASURY_YIELD',
      maturity: '10year',
    });
    await vendorFailure(() => alpha.observations({ series: 'CPI', vintageFrom: '2016-01-01' }, never), 'BAD_REQUEST');
  });

  it.each([
    ['a header of something else', 'a,b,c\n1,2,3', 'line 1'],
    ['a row cut off', csv('2020-11-30 09:30:00,1,2'), 'line 2'],
    ['a row without its time', csv('noon,1,2,3,4,5'), 'line 2'],
    ['JSON cut off', '{"Time Series (1min)": {', '$'],
    ['JSON without a series', '{"Meta Data": {}}', 'series'],
  ])('with %s names the place', async (_name, body, field) => {
    const { alpha } = await vendors(() => ({ body }));
    expect((await vendorFailure(() => alpha.bars(request, never), 'MALFORMED')).details.field).toBe(field);
  });
});

describe.skipIf(!RECORDINGS_PRESENT)(`FRED, FMP and Alpha Vantage as recorded${RECORDINGS_NOTE}`, () => {
  it('FRED: ten closes of the VIX', async () => {
    const { body } = JSON.parse(recordedText('fred/observations_VIXCLS.json'));
    const { fred } = await vendors(({ query }) => ({
      body: query.has('offset') ? { ...body, observations: [] } : body,
    }));
    const found = await all(fred.observations({ series: 'VIXCLS' }, never));
    expect(found).toHaveLength(10);
    expect(found[0]).toMatchObject({ date: '2026-09-22', value: '14.21' });
  });

  it('FMP: daily prices in the older form', async () => {
    const { response } = JSON.parse(recordedText('fmp/v3_historical_price_full_AAPL_2023-01.json'));
    const { fmp } = await vendors(() => ({ body: response.body }));
    const bars = await all(
      fmp.bars(
        { symbols: ['AAPL'], interval: ONE_DAY, range: range('2023-01-01T00:00:00Z', '2023-02-01T00:00:00Z') },
        never,
      ),
    );
    expect(bars.at(-1)).toMatchObject({
      open: '130.26',
      high: '131.26',
      low: '128.12',
      close: '130.73',
      volume: '63896200',
      endMs: ms('2023-01-10T21:00:00Z'),
    });
  });

  it('Alpha Vantage: a month of minutes in CSV', async () => {
    const body = recordedText('alphavantage/mock_time_series_extended.csv');
    const { alpha } = await vendors(() => ({ body }));
    const bars = await all(
      alpha.bars(
        { symbols: ['MSFT'], interval: ONE_MINUTE, range: range('2020-11-23T00:00:00Z', '2020-12-20T00:00:00Z') },
        never,
      ),
    );
    expect(bars).toHaveLength(11_190);
    expect(bars.at(-1)).toMatchObject({ open: '218.79', close: '218.75', volume: '1102' });
    for (const [i, bar] of bars.entries()) expect(bar.startMs).toBeGreaterThan(bars[i - 1]?.startMs ?? 0);
  });

  it('Alpha Vantage: minutes in JSON, and five years of statements', async () => {
    const minutes = await vendors(() => ({ body: recordedText('alphavantage/mock_time_series.json') }));
    const bars = await all(
      minutes.alpha.bars(
        { symbols: ['MSFT'], interval: ONE_MINUTE, range: range('2017-12-18T00:00:00Z', '2017-12-19T00:00:00Z') },
        never,
      ),
    );
    expect(bars).toHaveLength(100);
    expect(bars.at(-1)).toMatchObject({
      open: '86.49',
      close: '86.5',
      volume: '10494',
      startMs: ms('2017-12-18T19:56:00Z'),
    });
    const reports = await vendors(() => ({ body: recordedText('alphavantage/mock_fundamental_data.json') }));
    const found = await reports.alpha.statements({ symbol: 'IBM', kind: 'INCOME', period: 'ANNUAL', limit: 9 }, never);
    expect(found).toHaveLength(5);
    expect(found[0]).toMatchObject({
      symbol: 'IBM',
      fiscalDate: '2019-12-31',
      currency: 'USD',
      items: { totalRevenue: '77147000000', extraordinaryItems: '-150000000' },
    });
    expect(found[0]?.items).not.toHaveProperty('nonRecurring');
    expect(found[0]?.knownAt).toBeUndefined();
  });
});
