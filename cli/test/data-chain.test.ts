import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILT, Workplace } from './support.js';
import { type HostAnswer, type HostRequest, VendorHost } from './vendor-host.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const KEY = 's3cret-of-the-test';
/** Quotes of long ago: at the time of the test they are stale. Expirations that lie ahead of it. */
const QUOTE = { t: '2026-01-05T20:59:00Z', bp: 1.05, bs: 10, bx: 'C', ap: 1.1, as: 12, ax: 'C', c: ' ' };
const TRADE = { t: '2026-01-02T15:00:00Z', p: 1.2, s: 1, x: 'C', c: 'a' };

/** Alpaca's chain in two pages: a call, a put that is crossed, an adjusted call. */
function chain({ query }: HostRequest): HostAnswer {
  const first = query.get('page_token') === null;
  const greeks = { delta: 0.5123, gamma: 0.01, theta: -0.02, vega: 0.1, rho: 0.03 };
  const call = { latestQuote: QUOTE, latestTrade: TRADE, greeks, impliedVolatility: 0.2512 };
  const snapshots = first
    ? { AAPL460119C00100000: call, AAPL460119P00100000: { latestQuote: { ...QUOTE, bp: 1.2 } } }
    : {
        AAPL1460119C00100000: { latestQuote: QUOTE },
        AAPL460119C00105000: { latestQuote: { ...QUOTE, bp: 0, bs: 0 } },
      };
  return { body: { snapshots, next_page_token: first ? 'more' : null } };
}

/** `cream data import --kind option-chain` and `data chain`: real processes, a vendor on loopback. Needs the build. */
describe.runIf(BUILT)('an option chain of a vendor', () => {
  let place: Workplace;
  let vendor: VendorHost;
  beforeEach(async () => {
    place = new Workplace();
    vendor = await VendorHost.open();
    vendor.answer = chain;
  });
  afterEach(async () => {
    await place.remove();
    vendor.close();
  });

  const settings = () => ({ ALPACA_KEY: KEY, ALPACA_SECRET: KEY, CREAM_ALPACA_DATA_URL: vendor.url });
  const bring = (...args: string[]) =>
    place.run(settings(), 'data', 'import', '--vendor', 'alpaca', '--kind', 'option-chain', ...args);

  it('is stored as it stands, without what cannot be, and shown as of a time', async () => {
    const ended = await bring('--symbols', 'aapl', '--expiration-from', '2046-01-01', '--strike-to', '110');
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(
      /^AAPL at \S+Z: 2 contracts, 1 put aside: see cream data check --symbols AAPL; not stored: 1 adjusted ones whose size is not told\n$/,
    );
    expect(vendor.seen[0]?.path).toBe('/v1beta1/options/snapshots/AAPL');
    expect(vendor.seen[0]?.query.get('expiration_date_gte')).toBe('2046-01-01');
    expect(vendor.seen[0]?.query.get('strike_price_lte')).toBe('110');

    const document = JSON.parse((await place.run({}, 'data', 'chain', 'AAPL', '--json')).stdout);
    expect(document).toMatchObject({
      source: 'Alpaca',
      options: [
        {
          occSymbol: 'AAPL460119C00100000',
          ...{ expiration: '2046-01-19', right: 'call', strike: '100', multiplier: '100', adjusted: false },
          ...{ bid: '1.05', ask: '1.1', quoteTime: '2026-01-05T20:59:00.000Z', stale: true },
          ...{
            lastPrice: '1.2',
            lastTime: '2026-01-02T15:00:00.000Z',
            impliedVolatility: 0.2512,
            delta: 0.5123,
            rho: 0.03,
          },
        },
        { occSymbol: 'AAPL460119C00105000', bid: null, ask: '1.1', delta: null },
      ],
    });
    const shown = await place.run({}, 'data', 'chain', 'aapl', '--strike-to', '100');
    expect(shown.stdout.split('\n').slice(1, 3)).toEqual([
      'expires             strike      bid      ask     last     IV %   delta     open',
      '2046-01-19 call        100     1.05      1.1      1.2     25.1   0.512        0  STALE, of 2026-01-05T20:59:00.000Z',
    ]);
    const { findings } = JSON.parse(
      (await place.run({}, 'data', 'check', '--symbols', 'AAPL', '--code', 'crossed_quote', '--json')).stdout,
    );
    expect(findings).toMatchObject([{ observed: 'AAPL460119P00100000: bid 1.2 above ask 1.1' }]);
    // Its quotes are years old, nobody knows a rate, and no price of the underlying is held today.
    const model = async (...args: string[]) => place.run({}, 'data', 'chain', 'AAPL', '--greeks', ...args);
    expect((await model()).lines).toEqual([expect.stringMatching(/^cream: --rate is missing, .*DGS3MO$/)]);
    const judged = JSON.parse((await model('--rate', '0.02', '--json')).stdout);
    expect(judged.model).toMatchObject({
      spot: null,
      reason: 'the price of AAPL is stale',
      rate: 0.02,
      rateFrom: '--rate',
    });
    expect(judged.options[0].model).toEqual({ reason: 'the price of AAPL is stale' });
    expect((await model('--rate', 'luck')).lines).toEqual([expect.stringContaining('--rate luck is no ratio a year')]);
    // Nobody knew of it before it was taken.
    const before = await place.run({}, 'data', 'chain', 'AAPL', '--as-of', '2026-01-05');
    expect([before.code, before.lines]).toEqual([2, [expect.stringContaining('no option chain of AAPL was taken by')]]);
  });

  it.each([
    ['no key', { ALPACA_KEY: '' }, ['--symbols', 'AAPL'], 2, /ALPACA_KEY/],
    ['a key that is refused', {}, ['--symbols', 'AAPL'], 1, /^cream: Alpaca, option chains: .*(key|401)/],
    [
      'a vendor without any',
      {},
      ['--symbols', 'AAPL', '--vendor', 'fmp'],
      2,
      /has no option chains: choose from alpaca, polygon$/,
    ],
    ['no symbol', {}, [], 2, /--symbols is missing/],
    ['a strike that is none', {}, ['--symbols', 'AAPL', '--strike-from', '-5'], 2, /--strike-from -5 is no strike/],
    [
      'a date that is none',
      {},
      ['--symbols', 'AAPL', '--expiration-to', '2046-02-30'],
      2,
      /--expiration-to 2046-02-30 is not a date/,
    ],
  ])('asked for with %s is one line that says so', async (_, env, args, code, line) => {
    vendor.answer = () => ({ status: 401, body: { message: 'not with this key' } });
    const start = ['data', 'import', '--vendor', 'alpaca', '--kind', 'option-chain'];
    const ended = await place.run({ ...settings(), ...env }, ...start, ...args);
    expect([ended.code, ended.lines]).toEqual([code, [expect.stringMatching(line)]]);
    expect(ended.stderr).not.toContain(KEY);
  });

  it.each([
    ['403', { status: 403, body: { message: 'no' } }, /^cream: Alpaca, option chains: /],
    ['404', { status: 404, body: { message: 'no' } }, /^cream: Alpaca, option chains: /],
    ['a field that is wrong', { body: { snapshots: { AAPL460119C00100000: { latestQuote: 7 } } } }, /latestQuote/],
    [
      'a contract that is none',
      { body: { snapshots: { LUCK: {} }, next_page_token: null } },
      /"LUCK" is no option symbol/,
    ],
  ] as const)('answered with %s stores nothing, and is one line', async (_, answer, line) => {
    vendor.answer = () => answer;
    const ended = await bring('--symbols', 'AAPL');
    expect([ended.code, ended.lines]).toEqual([1, [expect.stringMatching(line)]]);
    expect((await place.run({}, 'data', 'chain', 'AAPL')).code).toBe(2);
  });

  it('before any was stored is an answer that says how to take one', async () => {
    const ended = await place.run({}, 'data', 'chain', 'AAPL');
    expect([ended.code, ended.lines]).toEqual([2, [expect.stringContaining('cream data import --kind option-chain')]]);
  });
});
