import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILT, type Ended, Workplace } from './support.js';
import { type HostAnswer, type HostRequest, VendorHost } from './vendor-host.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const KEY = 's3cret-of-the-test';

/** The consumer price index of January 2016 as it was first published and as it was revised a year later. */
function fred({ query }: HostRequest): HostAnswer {
  const vintages = [
    { date: '2015-12-01', value: '237.761', from: '2016-01-20', to: '9999-12-31' },
    { date: '2016-01-01', value: '237.650', from: '2016-02-19', to: '2017-02-14' },
    { date: '2016-01-01', value: '237.652', from: '2017-02-15', to: '9999-12-31' },
    { date: '2016-02-01', value: '.', from: '2016-03-16', to: '9999-12-31' },
  ];
  const [start = '', end = ''] = ['realtime_start', 'realtime_end'].map((name) => query.get(name) ?? '');
  const observations = vintages
    .filter(({ from, to }) => from <= end && to >= start)
    .map(({ date, value, from, to }) => ({
      ...{ date, value },
      realtime_start: [from, start].toSorted().at(-1),
      realtime_end: [to, end].toSorted().at(0),
    }));
  return { body: { count: observations.length, observations } };
}

function fmp({ path, query }: HostRequest): HostAnswer {
  const quarter = {
    symbol: 'AAPL',
    reportedCurrency: 'USD',
    date: '2015-12-26',
    revenue: 75_872_000_000,
    period: 'Q1',
  };
  if (path.endsWith('income-statement') && query.get('period') === 'quarter') {
    const untold = { symbol: 'AAPL', reportedCurrency: 'USD', date: '2015-09-26', revenue: 51_501_000_000 };
    return { body: [{ ...quarter, acceptedDate: '2016-01-26 16:31:00', filingDate: '2016-01-26' }, untold] };
  }
  if (path.endsWith('earnings-calendar')) {
    const reports = ['AAPL 2016-04-25', 'IBM 2016-04-18', 'BTC/USD 2016-04-20', 'AAPL 2016-07-26'].map((text) => {
      const [symbol, date] = text.split(' ');
      return { symbol, date, epsEstimated: 1.99, epsActual: null };
    });
    const [from = '', to = ''] = [query.get('from') ?? '', query.get('to') ?? ''];
    return { body: reports.filter(({ date = '' }) => date >= from && date <= to) };
  }
  return { body: [] };
}

const ARTICLES = [
  {
    ...{
      id: 24_843_171,
      author: 'A. Writer',
      source: 'benzinga',
      summary: '',
      content: '<p>text</p>',
      symbols: ['AAPL'],
    },
    headline: 'Apple \u001b[31morders\u0007 more glass',
    ...{ created_at: '2016-03-01T13:00:00Z', updated_at: '2016-03-01T13:05:00Z', url: 'https://example.com/1' },
  },
  {
    ...{ id: 24_843_172, author: '', source: 'benzinga', summary: '', content: '', symbols: ['AAPL'], headline: '' },
    ...{ created_at: '2016-03-01T14:00:00Z', updated_at: '2016-03-01T14:00:00Z', url: null },
  },
];

/** What vendors publish, imported and read as a user does it: real processes, vendors on loopback. Needs the build. */
describe.runIf(BUILT)('publications of a vendor', () => {
  let place: Workplace;
  let vendor: VendorHost;
  beforeEach(async () => {
    place = new Workplace();
    vendor = await VendorHost.open();
  });
  afterEach(async () => {
    await place.remove();
    vendor.close();
  });

  const settings = () => ({
    ...{ FRED_KEY: KEY, FMP_KEY: KEY, ALPHAVANTAGE_KEY: KEY, ALPACA_KEY: KEY, ALPACA_SECRET: KEY },
    ...{ CREAM_FRED_URL: vendor.url, CREAM_FMP_URL: vendor.url, CREAM_ALPHAVANTAGE_URL: vendor.url },
    ...{ CREAM_ALPACA_DATA_URL: vendor.url, CREAM_FMP_PER_MINUTE: '600000', CREAM_FRED_PER_MINUTE: '600000' },
  });
  const bring = (...args: string[]) => place.run(settings(), 'data', 'import', '--vendor', ...args);
  const read = async (...args: string[]) => JSON.parse((await place.run({}, 'data', ...args, '--json')).stdout);

  const CPI = ['fred', '--kind', 'macro', '--series', 'CPIAUCSL', '--from', '2016-02-01', '--to', '2023-12-31'];

  it('are economic series in the vintages in which they were published', async () => {
    vendor.answer = fred;
    expect(await bring(...CPI)).toMatchObject({
      code: 0,
      stderr: '',
      stdout: 'CPIAUCSL: 4 new vintages, 0 known, 0 contradicting\n',
    });
    // Asked in pieces that a vendor takes, and once more without any change.
    expect(vendor.seen.map(({ query }) => query.get('realtime_start'))).toEqual(['2016-02-01', '2021-01-30']);
    expect((await bring(...CPI)).stdout).toBe('CPIAUCSL: 0 new vintages, 4 known, 0 contradicting\n');

    const values = async (asOf: string) =>
      (await read('macro', 'CPIAUCSL', '--as-of', asOf)).observations.map(
        (one: { date: string; value: string | null }) => `${one.date} ${one.value}`,
      );
    // What was published before the first date is known from its end on.
    expect(await values('2016-02-01')).toEqual([]);
    expect(await values('2016-02-02')).toEqual(['2015-12-01 237.761']);
    expect(await values('2016-03-10')).toEqual(['2015-12-01 237.761', '2016-01-01 237.65']);
    expect(await values('2017-03-01')).toEqual(['2015-12-01 237.761', '2016-01-01 237.652', '2016-02-01 null']);
    expect((await place.run({}, 'data', 'macro', '--as-of', '2016-03-10')).stdout).toMatch(
      /^CPIAUCSL +2016-01-01 +237\.65 {2}known 2016-02-20T06:00:00\.000Z {2}FRED\n$/,
    );
    expect((await read('publications', '--as-of', '2016-03-10')).sources).toMatchObject([
      { kind: 'macro', source: 'FRED', count: 2 },
    ]);
    expect((await place.run({}, 'doctor')).stdout).toContain(
      'ok   published macro        4 of FRED, the newest known since 2017-02-16',
    );
  });

  it('are statements from their acceptance on; one of which nobody says when it was filed is left out', async () => {
    vendor.answer = fmp;
    const STATEMENTS = ['fmp', '--kind', 'statements', '--symbols', 'aapl'];
    expect(await bring(...STATEMENTS)).toMatchObject({
      code: 1,
      stdout: 'AAPL: 1 new statements, 0 known, 0 contradicting; not stored: 1 without a time of acceptance\n',
    });
    expect((await read('statements', 'AAPL', '--as-of', '2016-01-26T21:30:59Z')).statements).toEqual([]);
    expect((await read('statements', 'AAPL', '--as-of', '2016-01-26T21:31:00Z')).statements).toMatchObject([
      { kind: 'INCOME', period: 'QUARTER', fiscalDate: '2015-12-26', items: { revenue: '75872000000' }, source: 'FMP' },
    ]);
  });

  it('are calendars as they stand when they are asked for', async () => {
    vendor.answer = fmp;
    const CALENDAR = ['fmp', '--kind', 'calendar', '--from', '2016-04-01', '--to', '2016-07-31'];
    expect(await bring(...CALENDAR)).toMatchObject({
      code: 0,
      stdout:
        'earnings: 3 new events, 0 known, 0 contradicting; not stored: 1 of symbols of another form\n' +
        'economic: 0 new events, 0 known, 0 contradicting\n',
    });
    const RANGE = ['--from', '2016-04-01', '--to', '2016-04-30'];
    const { events } = await read('calendar', ...RANGE);
    expect(events.map((one: { symbol: string; date: string }) => `${one.symbol} ${one.date}`)).toEqual([
      'IBM 2016-04-18',
      'AAPL 2016-04-25',
    ]);
    // Nobody knew of it in 2016: it was asked for today.
    expect((await read('calendar', ...RANGE, '--as-of', '2016-03-01')).events).toEqual([]);
  });

  it('are news; orders for the terminal stay words', async () => {
    vendor.answer = () => ({ body: { news: ARTICLES, next_page_token: null } });
    const NEWS = ['alpaca', '--kind', 'news', '--symbols', 'AAPL', '--from', '2016-03-01', '--to', '2016-03-01'];
    expect(await bring(...NEWS)).toMatchObject({
      code: 1,
      stdout: 'AAPL: 1 new wordings, 0 known, 0 contradicting; not stored: 1 without a headline\n',
    });
    expect((await place.run({}, 'data', 'news', '--as-of', '2016-03-02')).stdout).toBe(
      '2016-03-01  AAPL         Apple [31morders more glass  (benzinga)\n',
    );
    expect((await read('news', '--as-of', '2016-03-01T13:04:59Z')).articles).toEqual([]);
    expect((await read('news', '--as-of', '2016-03-01T13:05:00Z')).articles).toMatchObject([
      { id: '24843171', headline: ARTICLES[0]?.headline, knownAt: '2016-03-01T13:05:00.000Z' },
    ]);
  });

  it('without vintages are stored when they change, and known from when they were asked for', async () => {
    let yesterday = '1.74';
    vendor.answer = () => ({
      body: {
        name: '10-Year',
        data: [
          { date: '2016-02-12', value: yesterday },
          { date: '2016-02-11', value: '.' },
        ],
      },
    });
    const YIELD = 'TREASURY_YIELD?maturity=10year&interval=daily';
    const ask = (): Promise<Ended> =>
      bring('alphavantage', '--kind', 'macro', '--series', YIELD, '--from', '2016-02-01', '--to', '2016-02-29');
    expect((await ask()).stdout).toBe(`${YIELD}: 2 new vintages, 0 known, 0 contradicting\n`);
    expect((await ask()).stdout).toBe(`${YIELD}: 0 new vintages, 2 known, 0 contradicting\n`);
    yesterday = '1.75';
    expect((await ask()).stdout).toBe(`${YIELD}: 1 new vintages, 1 known, 0 contradicting\n`);
    expect((await read('macro', YIELD, '--as-of', '2016-03-01')).observations).toEqual([]);
    expect((await read('macro', YIELD)).observations).toMatchObject([{ value: null }, { value: '1.75' }]);
  });

  it.each([
    ['no key', { FRED_KEY: '' }, CPI, 2, /^cream: FRED: FRED_KEY/],
    ['a key that is refused', {}, CPI, 1, /^cream: FRED, macro: .*(key|401)/],
    ['a kind the vendor has not', {}, ['fred', '--kind', 'news'], 2, /FRED has none; --vendor alpaca has$/],
    [
      'an unknown vendor',
      {},
      ['luck', '--kind', 'news'],
      2,
      /has no news: choose from alpaca, polygon, fmp, alphavantage, fred$/,
    ],
    ['no series', {}, ['fred', '--kind', 'macro', '--from', '2016-01-01'], 2, /--series is missing/],
    ['no date', {}, ['fred', '--kind', 'macro', '--series', 'X'], 2, /--from is missing/],
    ['dates the wrong way round', {}, [...CPI, '--to', '2015-01-01'], 2, /lies before it$/],
    ['no last date of a calendar', {}, ['fmp', '--kind', 'calendar', '--from', '2016-01-01'], 2, /--to is missing/],
    ['no symbol', {}, ['fmp', '--kind', 'statements'], 2, /--symbols is missing/],
    ['an unknown kind', {}, ['fmp', '--kind', 'gossip'], 2, /choose from bars, actions .*option-chain$/],
  ])('asked for with %s are one line that says so', async (_, env, args, code, line) => {
    vendor.answer = () => ({ status: 401, body: { error_message: 'not with this key' } });
    const ended = await place.run({ ...settings(), ...env }, 'data', 'import', '--vendor', ...args);
    expect([ended.code, ended.lines]).toEqual([code, [expect.stringMatching(line)]]);
    expect(ended.stderr).not.toContain(KEY);
  });
});
