import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILT, Workplace } from './support.js';
import { type HostAnswer, type HostRequest, VendorHost } from './vendor-host.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const KEY = 'key-id-of-the-test';
const SECRET = 's3cret-of-the-test';
const MINUTE_MS = 60_000;

/** Alpaca's minutes of regular sessions in winter that a request asks for: https://docs.alpaca.markets/reference/stockbars */
function minutes({ query }: HostRequest, change: (bar: object, i: number) => object = (bar) => bar): HostAnswer {
  const [from = 0, to = 0] = ['start', 'end'].map((name) =>
    Date.parse((query.get(name) ?? '').slice(0, 23).concat('Z')),
  );
  const bars: object[] = [];
  for (let at = Math.ceil(from / MINUTE_MS) * MINUTE_MS; at <= to; at += MINUTE_MS) {
    const time = new Date(at);
    const clock = time.getUTCHours() * 60 + time.getUTCMinutes();
    const closed = time.getUTCDay() % 6 === 0 || /-(01-01|01-19|02-16)T/.test(time.toISOString());
    if (closed || clock < 14 * 60 + 30 || clock >= 21 * 60) continue;
    const price = 100 + (clock % 7);
    const bar = { t: time.toISOString(), o: price, h: price + 1, l: price - 1, c: price + 0.5, v: 1000 + clock };
    bars.push(change(bar, bars.length));
  }
  const first = Number(query.get('page_token') ?? 0);
  const next = first + 10_000 < bars.length ? String(first + 10_000) : null;
  return { body: { bars: { [query.get('symbols') ?? '']: bars.slice(first, first + 10_000) }, next_page_token: next } };
}

const actions: HostAnswer = {
  body: {
    corporate_actions: {
      forward_splits: [
        { id: '1', symbol: 'AAPL', new_rate: 4, old_rate: 1, ex_date: '2026-02-10', process_date: '2026-02-10' },
      ],
      cash_dividends: [{ id: '2', symbol: 'AAPL', rate: 0.25, ex_date: '2026-02-03', process_date: '2026-02-03' }],
      spin_offs: [
        {
          id: '3',
          source_symbol: 'AAPL',
          new_symbol: 'X',
          source_rate: 1,
          new_rate: 0.5,
          ex_date: '2026-02-04',
          process_date: '2026-02-04',
        },
      ],
    },
  },
};

/** `cream data import --vendor` as a user runs it: real processes, a vendor on loopback. Needs the build. */
describe.runIf(BUILT)('cream data import --vendor', () => {
  let place: Workplace;
  let vendor: VendorHost;
  beforeEach(async () => {
    place = new Workplace();
    vendor = await VendorHost.open();
    vendor.answer = (request) => (request.path === '/v2/stocks/bars' ? minutes(request) : actions);
  });
  afterEach(async () => {
    await place.remove();
    vendor.close();
  });

  const settings = () => ({
    ALPACA_KEY: KEY,
    ALPACA_SECRET: SECRET,
    CREAM_ALPACA_DATA_URL: vendor.url,
    CREAM_ALPACA_PER_MINUTE: '600000',
  });
  const JANUARY_ON = ['--interval', '1m', '--from', '2026-01-02', '--to', '2026-02-27'];

  function started(env: Record<string, string>, ...args: string[]) {
    const child = place.start(env, 'data', 'import', '--vendor', ...args);
    let [stdout, stderr] = ['', ''];
    child.stdout?.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    const end = once(child, 'close').then(([code]) => ({ code, stdout, stderr }));
    return { child, end };
  }
  const cream = (...args: string[]) => started(settings(), 'alpaca', ...args).end;
  const json = async (...args: string[]) => {
    const { code, stdout } = await cream(...args, '--json');
    return { code, document: JSON.parse(stdout) };
  };
  const held = (...args: string[]) => {
    const { series } = JSON.parse(place.cream('data', 'list', '--json', ...args).stdout);
    return series.filter((one: { source: string }) => one.source.startsWith('Alpaca'));
  };
  const barRequests = () => vendor.seen.filter(({ path }) => path === '/v2/stocks/bars');

  const minutesOf = (symbol: string, to: string) =>
    `--symbols ${symbol} --kind bars --interval 1m --from 2026-01-02 --to ${to}`.split(' ');

  it('stores bars and corporate actions once, and asks for nothing it has', async () => {
    const first = await cream('--symbols', 'aapl', ...JANUARY_ON);
    expect(first).toEqual({
      code: 0,
      stderr: '',
      stdout:
        'AAPL 1m: 15210 rows, 15210 new, 0 known, 0 contradicting, 0 put aside\n' +
        'AAPL: 2 new actions, 0 known, 0 contradicting; not stored: 1 SPIN_OFF\n',
    });
    expect(vendor.seen[0]?.headers).toMatchObject({ 'apca-api-key-id': KEY, 'apca-api-secret-key': SECRET });
    expect(held()).toMatchObject([{ symbol: 'AAPL', interval: '1m', bars: 15_210, source: 'Alpaca iex' }]);
    const asked = barRequests().length;
    const again = await json('--symbols', 'AAPL', ...JANUARY_ON);
    expect(again).toMatchObject({
      code: 0,
      document: {
        source: 'Alpaca iex',
        bars: [{ symbol: 'AAPL', rows: 15_210 }],
        actions: [{ symbol: 'AAPL', inserted: 0, unchanged: 2, left: { SPIN_OFF: 1 } }],
      },
    });
    expect(barRequests()).toHaveLength(asked);
  });

  it('asks for what a longer span adds, and stores it once', async () => {
    await cream(...minutesOf('AAPL', '2026-01-06'));
    const { document } = await json(...minutesOf('AAPL', '2026-01-07'));
    expect(document.bars).toMatchObject([{ rows: 1560, inserted: 390, unchanged: 1170 }]);
    expect(document.actions).toEqual([]);
  });

  it('puts bad rows aside as a file would', async () => {
    const change = (bar: object, i: number) => (i === 1 ? { ...bar, h: 1 } : i === 2 ? { ...bar, o: -5 } : bar);
    vendor.answer = (request) => (request.path === '/v2/stocks/bars' ? minutes(request, change) : actions);
    const { code, stdout } = await cream(...minutesOf('MSFT', '2026-01-02'));
    expect([code, stdout]).toEqual([
      1,
      'MSFT 1m: 390 rows, 388 new, 0 known, 0 contradicting, 2 put aside; see cream data check --symbols MSFT\n',
    ]);
    const { findings } = JSON.parse(
      place.cream('data', 'check', '--symbols', 'MSFT', '--json', '--code', 'ohlc-inconsistent,non-positive-price')
        .stdout,
    );
    expect(findings.map((one: { code: string; row: string }) => `${one.code} ${one.row}`).sort()).toEqual([
      'NON_POSITIVE_PRICE 2026-01-02T14:32:00.000Z,-5,105,103,104.5,1872',
      'OHLC_INCONSISTENT 2026-01-02T14:31:00.000Z,103,1,102,103.5,1871',
    ]);
  });

  it.each([
    [401, 'UNAUTHORIZED', 1],
    [403, 'FORBIDDEN', 1],
    [404, 'NOT_FOUND', 1],
    [429, 'RATE_LIMITED', 1],
    [503, 'UNAVAILABLE', 1],
    [422, 'BAD_REQUEST', 2],
  ])(
    'ends with one line when the vendor answers %d, keeps what is stored and goes on next time',
    async (status, name, code) => {
      const all = vendor.answer;
      vendor.answer = (request) => {
        if (request.query.get('start')?.startsWith('2026-01')) return all(request);
        const body = { message: `refused ${KEY} ${SECRET}` };
        return { status, body, headers: { 'retry-after': status === 429 ? '120' : '0' } };
      };
      const failed = await cream('--symbols', 'AAPL', ...JANUARY_ON, '--json');
      expect(failed.code).toBe(code);
      expect(failed.stderr).toMatch(
        new RegExp(`^cream: Alpaca, AAPL 1m from 2026-02-01 to 2026-02-27: HTTP ${status}: .*\n$`),
      );
      expect(failed.stderr).toContain(status === 429 ? 'goes on; the vendor asks to wait 120 s' : 'HTTP');
      expect(JSON.parse(failed.stdout)).toMatchObject({ error: { code: name } });
      expect(failed.stdout + failed.stderr).not.toMatch(new RegExp(`${KEY}|${SECRET}`));
      expect(held()).toMatchObject([{ bars: 20 * 390 }]);
      vendor.answer = all;
      const asked = barRequests().length;
      expect(await json('--symbols', 'AAPL', ...JANUARY_ON)).toMatchObject({
        code: 0,
        document: { bars: [{ rows: 15_210 }] },
      });
      expect(
        barRequests()
          .slice(asked)
          .every(({ query }) => query.get('start')?.startsWith('2026-02')),
      ).toBe(true);
    },
  );

  it.each(['SIGINT', 'SIGKILL'] as const)(
    'goes on after %s, and ends as an undisturbed import would',
    async (signal) => {
      const all = vendor.answer;
      const inFebruary = Promise.withResolvers<void>();
      vendor.answer = (request) => {
        if (request.query.get('start')?.startsWith('2026-01')) return all(request);
        inFebruary.resolve();
        return 'silent';
      };
      const { child, end } = started(settings(), 'alpaca', '--symbols', 'AAPL', ...JANUARY_ON);
      await inFebruary.promise;
      child.kill(signal);
      const { code, stderr } = await end;
      expect(code).toBe(signal === 'SIGINT' ? 1 : null);
      expect(stderr).toBe(signal === 'SIGINT' ? 'cream: interrupted after 7800 rows: the same command goes on\n' : '');
      vendor.answer = all;
      expect((await json('--symbols', 'AAPL', ...JANUARY_ON)).code).toBe(0);
      await cream('--symbols', 'AAPL', ...JANUARY_ON, '--data-dir', 'other');
      expect(held()).toEqual(held('--data-dir', 'other'));
    },
  );

  it.each([
    ['alpaca', { ALPACA_KEY: '' }, 'Alpaca: ALPACA_KEY is not set'],
    ['alpaca', { ALPACA_SECRET: '' }, 'Alpaca: ALPACA_SECRET is not set'],
    ['polygon', {}, 'Polygon: POLYGON_KEY is not set'],
    ['databento', {}, 'Databento: DATABENTO_KEY is not set'],
    ['alphavantage', {}, 'Alpha Vantage: ALPHAVANTAGE_KEY is not set'],
  ])('of %s with %j names the setting that is missing, exit code 2', async (name, env, line) => {
    const ended = await started({ ...settings(), ...env }, name, '--symbols', 'AAPL', ...JANUARY_ON).end;
    expect(ended).toMatchObject({ code: 2, stderr: `cream: ${line}\n`, stdout: '' });
    expect(vendor.seen).toEqual([]);
  });

  it.each([
    ['a vendor nobody knows', ['nobody'], /--vendor nobody is not known: choose from alpaca, polygon/],
    ['no symbols', ['alpaca'], /--symbols is missing/],
    ['a symbol that is none', ['alpaca', '--symbols', 'A!'], /--symbols: "A!" is no symbol/],
    ['no interval', ['alpaca', '--symbols', 'A'], /--interval is missing/],
    ['no first date', ['alpaca', '--symbols', 'A', '--interval', '1d'], /--from is missing/],
    [
      'a date that is none',
      ['alpaca', '--symbols', 'A', '--interval', '1d', '--from', '2026-02-30'],
      /--from 2026-02-30 is not a date/,
    ],
    [
      'dates the wrong way round',
      ['alpaca', '--symbols', 'A', ...JANUARY_ON, '--to', '2026-01-01'],
      /--to 2026-01-01 lies before it/,
    ],
    [
      'a first date to come',
      ['alpaca', '--symbols', 'A', '--interval', '1d', '--from', '2100-01-01'],
      /the last whole date is 20/,
    ],
    ['a path besides', ['alpaca', 'file.csv'], /file\.csv: give a path or --vendor, not both/],
    ["a kind that is a file's", ['alpaca', '--symbols', 'A', '--kind', 'factors'], /--kind factors is not a vendor's/],
    [
      'actions of who has none',
      ['fmp', '--symbols', 'A', '--kind', 'actions', '--from', '2026-01-02'],
      /FMP has no corporate actions/,
    ],
    [
      "days of Databento's",
      ['databento', '--symbols', 'A', '--interval', '1d', '--from', '2026-01-02'],
      /ask for 1m or 1h/,
    ],
    [
      "Alpha Vantage's days",
      ['alphavantage', '--symbols', 'A', '--interval', '1d', '--from', '2026-01-02'],
      /there are no daily bars/,
    ],
  ])('answers %s with one line and exit code 2', (_, args, text) => {
    const { code, lines } = place.creamWith(settings(), 'data', 'import', '--vendor', ...args);
    expect(lines.join('\n')).toMatch(text);
    expect(lines).toHaveLength(1);
    expect(code).toBe(2);
  });

  it('tells a symbol the vendor has nothing of, and keeps the others', async () => {
    vendor.answer = (request) => {
      if (request.path !== '/v2/stocks/bars') return { body: { corporate_actions: {} } };
      return request.query.get('symbols') === 'NOPE' ? { body: { bars: {} } } : minutes(request);
    };
    const ended = await cream('--symbols', 'NOPE,AAPL', ...JANUARY_ON);
    expect(ended.code).toBe(1);
    expect(ended.stdout.split('\n').slice(0, 2)).toEqual([
      'NOPE 1m: Alpaca iex has no bars of these dates',
      'AAPL 1m: 15210 rows, 15210 new, 0 known, 0 contradicting, 0 put aside',
    ]);
    expect(held().map((one: { symbol: string }) => one.symbol)).toEqual(['AAPL']);
  });
});
