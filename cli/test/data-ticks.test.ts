import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILT, Workplace } from './support.js';
import { type HostAnswer, type HostRequest, VendorHost } from './vendor-host.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const KEY = 's3cret-of-the-test';
const QUOTE = {
  t: '2026-01-05T15:00:00.123456789Z',
  ax: 'V',
  ap: 101.02,
  as: 2,
  bx: 'V',
  bp: 101,
  bs: 1,
  c: ['R'],
  z: 'C',
};
const TRADE = { t: '2026-01-05T15:00:00.5Z', x: 'V', p: 101.01, s: 100, c: ['@', 'I'], i: 7, z: 'C' };

/** Alpaca's quotes, trades and snapshots: https://docs.alpaca.markets/reference/stockquotes-1 */
function alpaca({ path }: HostRequest): HostAnswer {
  if (path === '/v2/stocks/quotes') {
    const quotes = [
      QUOTE,
      { ...QUOTE, t: '2026-01-05T15:00:01Z', bp: 101.05 },
      { ...QUOTE, t: '2026-01-05T15:00:02Z', bp: 0 },
    ];
    return { body: { quotes: { AAPL: quotes }, next_page_token: null } };
  }
  if (path === '/v2/stocks/trades') return { body: { trades: { AAPL: [TRADE] }, next_page_token: null } };
  const bar = { t: '2026-01-02T05:00:00Z', o: 99, h: 101, l: 98, c: 100, v: 1000, n: 10, vw: 100 };
  return { body: { AAPL: { latestQuote: QUOTE, latestTrade: TRADE, prevDailyBar: bar } } };
}

/** Ticks and snapshots of a vendor as a user asks for them: real processes, a vendor on loopback. Needs the build. */
describe.runIf(BUILT)('ticks of a vendor', () => {
  let place: Workplace;
  let vendor: VendorHost;
  beforeEach(async () => {
    place = new Workplace();
    vendor = await VendorHost.open();
    vendor.answer = alpaca;
  });
  afterEach(async () => {
    await place.remove();
    vendor.close();
  });

  const settings = () => ({ ALPACA_KEY: KEY, ALPACA_SECRET: KEY, CREAM_ALPACA_DATA_URL: vendor.url });
  const ask = (...args: string[]) => place.run(settings(), 'data', ...args);
  const TIME = [
    '--vendor',
    'alpaca',
    '--symbols',
    'AAPL',
    '--from',
    '2026-01-05T15:00:00Z',
    '--to',
    '2026-01-05T16:00:00Z',
  ];

  it('are a file with every digit and nanosecond, whose crossed quotes are told', async () => {
    const ended = await ask('ticks', 'quotes', ...TIME, '--json');
    expect(ended.code).toBe(1);
    const document = JSON.parse(ended.stdout);
    expect(document).toMatchObject({ kind: 'quotes', rows: 3, crossed: 1 });
    expect(readFileSync(join(place.path, 'AAPL-quotes-2026-01-05.csv'), 'utf8')).toBe(
      'timestamp,nanoseconds,symbol,bid,ask,bid_size,ask_size,size_unit,bid_exchange,ask_exchange,conditions\n' +
        '2026-01-05T15:00:00.123Z,1767625200123456789,AAPL,101,101.02,1,2,ROUND_LOTS,V,V,R\n' +
        '2026-01-05T15:00:01.000Z,1767625201000000000,AAPL,101.05,101.02,1,2,ROUND_LOTS,V,V,R\n' +
        '2026-01-05T15:00:02.000Z,1767625202000000000,AAPL,,101.02,,2,ROUND_LOTS,,V,R\n',
    );
    expect(place.has('AAPL-quotes-2026-01-05.csv.partial')).toBe(false);
    const checked = place.cream('data', 'check', '--quotes', 'AAPL-quotes-2026-01-05.csv', '--symbols', 'AAPL');
    expect(checked.stdout).toContain('bid 101.05 above ask 101.02');
  });

  it('are trades with their conditions', async () => {
    expect((await ask('ticks', 'trades', ...TIME, '--out', 'trades.csv')).code).toBe(0);
    expect(readFileSync(join(place.path, 'trades.csv'), 'utf8').split('\n')[1]).toBe(
      '2026-01-05T15:00:00.500Z,1767625200500000000,AAPL,101.01,100,V,7,@ I',
    );
  });

  it('or the state of the market now tell how old they are', async () => {
    const { code, stdout } = await ask('quote', 'aapl,nope', '--vendor', 'alpaca', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout).quotes).toMatchObject([
      { symbol: 'AAPL', known: true, bid: '101', ask: '101.02', last: '101.01', previousClose: '100' },
      { symbol: 'NOPE', known: false, bid: null },
    ]);
    expect(JSON.parse(stdout).quotes[0].quoteAgeSeconds).toBeGreaterThan(0);
    expect((await ask('quote', 'AAPL', '--vendor', 'alpaca')).stdout).toMatch(
      /^AAPL {5}bid \/ ask 101 \/ 101\.02 \(\d+ s ago\), last 101\.01 \(\d+ s ago\), close before 100\n$/,
    );
  });

  it.each([
    ['no ticks', ['ticks', 'gossip', ...TIME], 2, /gossip are no ticks: choose from quotes, trades/],
    [
      'a vendor without any',
      ['ticks', 'quotes', ...TIME, '--vendor', 'fmp'],
      2,
      /choose from alpaca, polygon, databento/,
    ],
    ['a time the wrong way round', ['ticks', 'quotes', ...TIME, '--to', '2026-01-04'], 2, /lies before it/],
    ['a folder there is not', ['ticks', 'quotes', ...TIME, '--out', 'no/such/file.csv'], 2, /there is no folder/],
    ['a vendor that refuses', ['ticks', 'quotes', ...TIME], 1, /^cream: Alpaca, quotes: /],
    ['a snapshot that is refused', ['quote', 'AAPL', '--vendor', 'alpaca'], 1, /^cream: Alpaca, AAPL: /],
    ['a snapshot of nobody', ['quote', 'AAPL', '--vendor', 'luck'], 2, /choose from alpaca, polygon/],
  ] as const)('asked for as %s are one line, and no file', async (_, args, code, line) => {
    vendor.answer = () => ({ status: 403, body: { message: 'not in your plan' } });
    const ended = await ask(...args);
    expect([ended.code, ended.lines]).toEqual([code, [expect.stringMatching(line)]]);
    expect(place.has('AAPL-quotes-2026-01-05.csv') || place.has('AAPL-quotes-2026-01-05.csv.partial')).toBe(false);
  });
});
