import { timestamp } from '@cream/domain';
import { Code, createServiceClient, createWireTransport } from '@cream/grpc';
import {
  StreamNotice_Kind as Kind,
  MarketDataService,
  type StreamBarsResponse,
  type StreamQuotesResponse,
} from '@cream/proto/market';
import { createLogger, SettingsError, silentLogger, startAlone, startEmbedded } from '@cream/runtime';
import { encode } from '@msgpack/msgpack';
import { afterEach, describe, expect, it } from 'vitest';
import { feedSettings } from '../src/feed.config.js';
import { marketDataService } from '../src/index.js';
import { ADAPTER_RUNTIME_OVERRIDE } from '../src/market-data.module.js';
import { vendorsSettings } from '../src/vendors.config.js';
import { csv, folderWith, row } from './csv-folder.js';
import type { StreamConnection } from './vendors/stream-server.js';
import { alpacaServer, polygonServer, type Said, sendJson, sendPacked } from './vendors/stream-vendors.js';
import { SECRET, scriptedRuntime } from './vendors/vendor-setting.js';

const AT = Date.parse('2026-11-02T15:00:00.123Z');
const asOf = timestamp(AT);
// https://docs.alpaca.markets/docs/real-time-stock-pricing-data, values of our own.
const quote = { T: 'q', S: 'AAPL', bx: 'Q', bp: 182.5, bs: 3, ax: 'Q', ap: 182.51, as: 4, c: ['R'], t: new Date(AT) };
const trade = { T: 't', S: 'AAPL', i: 1, x: 'Q', p: 182.505, s: 100, c: ['@'], t: new Date(AT) };
const bar = {
  T: 'b',
  S: 'AAPL',
  o: 182,
  h: 183,
  l: 181.5,
  c: 182.5,
  v: 1000,
  n: 9,
  vw: 182.25,
  t: '2026-11-02T14:59:00Z',
};

/** A price is seen from the end of its quarter second on. */
const SEEN_AFTER_MS = 250;

/** The close of the file. */
const STORED = 100.5;

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The service alone, as it runs in production, with a clock that passes only by pauses. */
async function serving(
  env: Record<string, string>,
  files: Record<string, string> = { 'AAPL.csv': csv(row('2026-10-30')) },
) {
  const runtime = scriptedRuntime(AT);
  const log: string[] = [];
  const standalone = await startAlone(marketDataService, {
    dataDir: folderWith({}),
    env: { CREAM_GRPC_PORT: '0', CREAM_HTTP_PORT: '0', CREAM_MARKET_DATA_DIR: folderWith(files), ...env },
    clock: runtime.clock,
    overrides: { [ADAPTER_RUNTIME_OVERRIDE]: runtime },
    logger: createLogger({ level: 'debug', to: { write: (line: string) => log.push(line) } }),
    handleSignals: false,
  });
  closers.push(() => standalone.close());
  const client = () => {
    const transport = createWireTransport({
      address: `127.0.0.1:${standalone.grpcPort}`,
      services: [MarketDataService],
    });
    closers.push(() => transport.close());
    return createServiceClient(MarketDataService, transport);
  };
  return { standalone, runtime, client, log };
}

const alpacaAt = (streamUrl: string, more: Record<string, string> = {}) => ({
  ALPACA_KEY: 'id',
  ALPACA_SECRET: SECRET,
  CREAM_ALPACA_STREAM_URL: streamUrl,
  CREAM_MARKET_DATA_FEED: 'alpaca',
  ...more,
});

/** Answers as words: `up`, `gap 3`, `182.505 182.5/182.51`, `… stale`. */
function word({ quote: one, notice }: StreamQuotesResponse): string {
  if (notice !== undefined) return `${Kind[notice.kind].toLowerCase()} ${notice.missed ?? ''}`.trim();
  const price = `${one?.last?.value ?? '–'} ${one?.bid?.value ?? '–'}/${one?.ask?.value ?? '–'}`;
  return one?.stale ? `${price} stale` : price;
}

/** Answers until one reads like this; then the caller leaves. */
async function until(answers: AsyncIterable<StreamQuotesResponse>, last: string): Promise<string[]> {
  const found: string[] = [];
  for await (const answer of answers) {
    found.push(word(answer));
    if (found.at(-1) === last) break;
  }
  return found;
}

/** Waits for what happens elsewhere in this process. */
async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("Alpaca's stream through the service to a client", () => {
  it('begins with the stored close, and goes on with live prices and their age', async () => {
    const server = await alpacaServer((connection) => sendPacked(connection, quote, trade));
    const { client } = await serving(alpacaAt(server.streamUrl));
    const stream = client().streamQuotes({ symbols: ['AAPL'], asOf, live: true });
    const first: StreamQuotesResponse[] = [];
    for await (const answer of stream) {
      first.push(answer);
      if (first.length === 5) break;
    }
    expect(first.map(word)).toEqual(['100.5 –/– stale', 'down', 'up', '– 182.5/182.51', '182.505 182.5/182.51']);
    expect(first[4]?.quote).toMatchObject({ symbol: 'AAPL', time: timestamp(AT), ageSeconds: 0n, stale: false });
  });

  it('is one connection and one subscription for many clients, and ends with the last', async () => {
    const server = await alpacaServer((connection) => sendPacked(connection, quote));
    const { client } = await serving(alpacaAt(server.streamUrl));
    const request = { symbols: ['AAPL'], asOf, live: true };
    const bars = client().streamBars(request)[Symbol.asyncIterator]();
    await bars.next();
    await until(client().streamQuotes(request), '– 182.5/182.51');
    const told = await until(client().streamQuotes(request), 'up');
    expect(told.slice(-1)).toEqual(['up']);
    await bars.return?.();
    const actions = () => server.heard.map((said) => (said as Said).action);
    await eventually(() => actions().includes('unsubscribe'));
    expect(actions()).toEqual(['auth', 'subscribe', 'unsubscribe']);
    expect(server.connections).toHaveLength(1);
  });

  it('that is cut is entered again, and nothing is fresh in between', async () => {
    let cut: StreamConnection | undefined;
    let letIn = true;
    let now = () => AT;
    const server = await alpacaServer(
      (connection, count) => {
        cut = connection;
        const t = new Date(now());
        sendPacked(connection, { ...quote, t }, { ...trade, t, p: 182.5 + count });
      },
      () => (letIn ? undefined : 503),
    );
    const { client, runtime, log } = await serving(alpacaAt(server.streamUrl));
    // Pauses between attempts pass on this clock, and no one knows how many there will be.
    now = () => runtime.clock.now();
    const found: string[] = [];
    const calls = client();
    const reading = (async () => {
      for await (const answer of calls.streamQuotes({ symbols: ['AAPL'], asOf, live: true })) {
        found.push(word(answer));
        if (found.at(-1) === '184.5 182.5/182.51') break;
      }
    })();
    const snapshot = async () => {
      runtime.pass(SEEN_AFTER_MS);
      const { snapshots } = await calls.getSnapshot({ symbols: ['AAPL'], asOf: timestamp(runtime.clock.now()) });
      return word({ quote: snapshots[0]?.quote } as StreamQuotesResponse);
    };
    await eventually(() => found.includes('183.5 182.5/182.51'));
    expect(await snapshot()).toBe('183.5 182.5/182.51');
    letIn = false;
    cut?.socket.terminate();
    await eventually(() => found.filter((one) => one === 'down').length > 3);
    expect(await snapshot()).toBe('183.5 182.5/182.51 stale');
    letIn = true;
    await reading;
    const meanwhile = found.slice(found.indexOf('183.5 182.5/182.51') + 1);
    expect([...new Set(meanwhile)].slice(0, 3)).toEqual(['down', 'gap', 'up']);
    expect(log.join('')).toContain('the live feed is down');
    expect(log.join('')).not.toContain(SECRET);
  });

  it('with a frame that is torn is entered again; with a message that lacks a field it goes on', async () => {
    const { bp: _, ...holed } = quote;
    const server = await alpacaServer((connection, count) => {
      if (count === 1) connection.socket.send(Buffer.from(encode([quote])).subarray(0, 30));
      else sendPacked(connection, holed, quote);
    });
    const { client } = await serving(alpacaAt(server.streamUrl));
    const found = await until(client().streamQuotes({ symbols: ['AAPL'], asOf, live: true }), '– 182.5/182.51');
    expect(found.slice(1)).toEqual(['down', 'up', 'down', 'gap', 'up', 'gap 1', '– 182.5/182.51']);
  });

  it('brings bars, after those of one minute that are held', async () => {
    const server = await alpacaServer((connection) => sendPacked(connection, bar));
    const held = csv(row('2026-11-02T09:30:00', 180), row('2026-11-02T09:31:00', 181));
    const { client } = await serving(alpacaAt(server.streamUrl), { 'AAPL.csv': held });
    const found: StreamBarsResponse[] = [];
    const after = timestamp(Date.parse('2026-11-02T14:31:00Z'));
    for await (const answer of client().streamBars({ symbols: ['AAPL'], after, asOf, live: true })) {
      found.push(answer);
      if (answer.bar?.close?.value === '182.5') break;
    }
    const words = found.map(({ bar: one, notice }) => one?.close?.value ?? Kind[notice?.kind ?? 0]);
    expect(words).toEqual(['181.5', 'DOWN', 'UP', '182.5']);
  });

  it('leaves a reader that does not read behind: bounded, counted, and without making another one wait', async () => {
    const flood = 6000;
    let vendor: StreamConnection | undefined;
    const server = await alpacaServer((connection) => {
      vendor = connection;
    });
    const more = { CREAM_MARKET_DATA_STREAM_BUFFER: '200', CREAM_MARKET_DATA_FEED_SYMBOLS: 'AAPL' };
    const { client, standalone } = await serving(alpacaAt(server.streamUrl, more));
    await eventually(() => vendor !== undefined);
    const request = { symbols: ['AAPL'], asOf, live: true };
    const slow = client().streamQuotes(request)[Symbol.asyncIterator]();
    await slow.next();
    let newest = 0;
    let missedByQuick = 0n;
    const quick = (async () => {
      for await (const { quote: one, notice } of client().streamQuotes(request)) {
        newest = Number(one?.last?.value ?? newest);
        missedByQuick += notice?.missed ?? 0n;
        if (newest === flood) break;
      }
    })();
    const metric = async (name: string) => {
      const text = await (await fetch(`${standalone.url}/metrics`)).text();
      return Number(
        text
          .split('\n')
          .find((line) => line.startsWith(name))
          ?.split(' ')
          .at(-1),
      );
    };
    await eventually(async () => newest === STORED && (await metric('cream_feed_connections_total')) === 1);
    for (let sent = 0; sent < flood; sent += 100) {
      const batch = Array.from({ length: 100 }, (_, i) => ({ ...trade, p: sent + i + 1 }));
      if (vendor !== undefined) sendPacked(vendor, ...batch);
      await eventually(() => newest === sent + 100);
    }
    await quick;
    expect(missedByQuick).toBe(0n);
    const dropped = await metric('cream_stream_dropped_total');
    expect(dropped).toBeGreaterThan(0);

    let accounted = 0;
    let before = 0;
    while (before < flood) {
      const { value } = await slow.next();
      const price = Number(value?.quote?.last?.value ?? 0);
      if (value?.notice?.missed !== undefined) accounted += Number(value.notice.missed);
      if (price === 0 || price === STORED) continue;
      expect(price).toBeGreaterThan(before);
      before = price;
      accounted += 1;
    }
    await slow.return?.();
    expect(accounted).toBe(flood);
  });

  it('reaches callers in the same process too, and is given up when they leave', async () => {
    const server = await alpacaServer((connection) => sendPacked(connection, quote));
    const runtime = scriptedRuntime(AT);
    const embedded = await startEmbedded([marketDataService], {
      dataDir: folderWith({}),
      env: { CREAM_MARKET_DATA_DIR: folderWith({ 'AAPL.csv': csv(row('2026-10-30')) }), ...alpacaAt(server.streamUrl) },
      clock: runtime.clock,
      overrides: { [ADAPTER_RUNTIME_OVERRIDE]: runtime },
      codec: 'round-trip',
      logger: silentLogger(),
    });
    closers.push(() => embedded.close());
    const answers = embedded.clients.get(MarketDataService).streamQuotes({ symbols: ['AAPL'], asOf, live: true });
    expect(await until(answers, '– 182.5/182.51')).toContain('up');
    await eventually(() => server.heard.some((said) => (said as Said).action === 'unsubscribe'));
  });

  it('ends with the service, as every stream does', async () => {
    const server = await alpacaServer(() => undefined);
    const { client, standalone } = await serving(alpacaAt(server.streamUrl));
    const found: string[] = [];
    const reading = (async () => {
      for await (const answer of client().streamQuotes({ symbols: ['AAPL'], asOf, live: true }))
        found.push(word(answer));
    })();
    reading.catch(() => undefined);
    await eventually(() => found.includes('up'));
    await standalone.close();
    await expect(reading).rejects.toMatchObject({ code: Code.Unavailable });
    await eventually(() => server.connections.every(({ socket }) => socket.readyState === socket.CLOSED));
  });

  it('ends when the time is over that was asked for', async () => {
    const server = await alpacaServer(() => undefined);
    const { client } = await serving(alpacaAt(server.streamUrl));
    const answers = client().streamQuotes({ symbols: ['AAPL'], asOf, until: timestamp(AT + 50), live: true });
    expect(await until(answers, 'never')).toContain('down');
  });
});

describe("Polygon's stream through the service to a client", () => {
  const t = AT;
  const polygonAt = (streamUrl: string, key = SECRET) => ({
    POLYGON_KEY: key,
    CREAM_POLYGON_STREAM_URL: streamUrl,
    CREAM_MARKET_DATA_FEED: 'polygon',
  });

  it('brings quotes, trades that set the last price, and their order', async () => {
    const server = await polygonServer((connection) =>
      sendJson(
        connection,
        { ev: 'Q', sym: 'AAPL', bx: 4, bp: 182.5, bs: 3, ax: 7, ap: 182.6, as: 1, c: 0, t, q: 50 },
        { ev: 'T', sym: 'AAPL', x: 4, i: '1', z: 3, p: 182.55, s: 100, c: [0, 14], t, q: 51 },
        { ev: 'T', sym: 'AAPL', x: 4, i: '2', z: 3, p: 150, s: 1, c: [37], t: t + 1, q: 60 },
        { ev: 'Q', sym: 'AAPL', bx: 4, bp: 1, bs: 3, ax: 7, ap: 2, as: 1, c: 0, t: t - 5, q: 49 },
        { ev: 'Q', sym: 'AAPL', bx: 4, bp: 182.7, bs: 3, ax: 7, ap: 182.6, as: 1, c: 0, t: t + 2, q: 61 },
        { ev: 'Q', sym: 'AAPL', bx: 4, bp: 182.56, bs: 3, ax: 7, ap: 182.6, as: 1, c: 0, t: t + 3, q: 70 },
      ),
    );
    const { client } = await serving(polygonAt(server.streamUrl));
    const found = await until(client().streamQuotes({ symbols: ['AAPL'], asOf, live: true }), '– 182.56/182.6');
    expect(found.slice(1)).toEqual(['down', 'up', '– 182.5/182.6', '182.55 182.5/182.6', 'gap 1', '– 182.56/182.6']);
  });

  it('that is delayed is truthfully stale', async () => {
    const early = t - 15 * 60_000;
    const server = await polygonServer((connection) =>
      sendJson(connection, { ev: 'T', sym: 'AAPL', x: 4, i: '1', z: 3, p: 182.55, s: 100, t: early, q: 51 }),
    );
    const { client } = await serving(polygonAt(server.streamUrl));
    await until(client().streamQuotes({ symbols: ['AAPL'], asOf, live: true }), '182.55 –/– stale');
  });

  it('that refuses the key is an error which does not show it, and is not tried again at once', async () => {
    const server = await polygonServer(() => undefined);
    const { client, log } = await serving(polygonAt(server.streamUrl, 'wrong-key-of-the-test'));
    const ask = () => until(client().streamQuotes({ symbols: ['AAPL'], asOf, live: true }), 'never');
    const failure = { code: Code.FailedPrecondition, rawMessage: 'Polygon: stream /stocks: auth_failed' };
    await expect(ask()).rejects.toMatchObject(failure);
    await expect(ask()).rejects.toMatchObject(failure);
    expect(server.connections).toHaveLength(1);
    expect(log.join('')).not.toContain('wrong-key-of-the-test');
  });
});

describe('the settings of the feed', () => {
  const settings = (env: Record<string, string>) => {
    const all = { POLYGON_KEY: SECRET, CREAM_MARKET_DATA_FEED: 'polygon', ...env };
    return feedSettings(all, vendorsSettings(all));
  };

  it('are those of a plan without a fee, and none without a vendor', () => {
    expect(settings({ CREAM_MARKET_DATA_FEED: '' })).toBeUndefined();
    expect(settings({ CREAM_MARKET_DATA_FEED_SYMBOLS: 'brk.b, AAPL,,aapl' })).toEqual({
      vendor: 'polygon',
      symbols: ['BRK.B', 'AAPL'],
      maxSymbols: 1000,
      maxAgeMs: 60_000,
      bufferMessages: 4096,
    });
    const keys = { ALPACA_KEY: 'id', ALPACA_SECRET: SECRET };
    expect(settings({ ...keys, CREAM_MARKET_DATA_FEED: 'alpaca' })?.maxSymbols).toBe(30);
  });

  it.each([
    ['CREAM_MARKET_DATA_FEED', 'nobody'],
    ['CREAM_MARKET_DATA_FEED_SYMBOLS', 'AAPL,*'],
    ['CREAM_MARKET_DATA_FEED_MAX_SYMBOLS', '0'],
    ['CREAM_MARKET_DATA_QUOTE_MAX_AGE_S', '0'],
    ['CREAM_MARKET_DATA_STREAM_BUFFER', 'much'],
  ])('refuse %s=%s by name', (name, value) => {
    expect(() => settings({ [name]: value })).toThrow(
      expect.objectContaining({ name: 'SettingsError', setting: name }),
    );
  });

  it('refuse more symbols than may be followed', () => {
    const env = { CREAM_MARKET_DATA_FEED_SYMBOLS: 'A,B,C', CREAM_MARKET_DATA_FEED_MAX_SYMBOLS: '2' };
    expect(() => settings(env)).toThrow('names 3 symbols, CREAM_MARKET_DATA_FEED_MAX_SYMBOLS allows 2');
  });
});

describe('the live feed', () => {
  it.each(['*', 'AAPL,T.*', 'aapl', ''])('sends no vendor %j for a symbol', async (symbol) => {
    const server = await polygonServer(() => undefined);
    const env = { POLYGON_KEY: SECRET, CREAM_POLYGON_STREAM_URL: server.streamUrl, CREAM_MARKET_DATA_FEED: 'polygon' };
    const { client } = await serving(env);
    const ask = until(client().streamQuotes({ symbols: ['AAPL', symbol], asOf, live: true }), 'never');
    await expect(ask).rejects.toMatchObject({ code: Code.InvalidArgument });
    expect(server.connections).toEqual([]);
  });

  it('that is not configured is refused by name', async () => {
    const { client } = await serving({});
    for (const call of [
      () => until(client().streamQuotes({ symbols: ['AAPL'], asOf, live: true }), 'never'),
      async () => {
        for await (const _ of client().streamBars({ symbols: ['AAPL'], asOf, live: true })) expect.fail('a bar came');
      },
    ]) {
      await expect(call()).rejects.toMatchObject({
        code: Code.FailedPrecondition,
        rawMessage: 'no live feed is configured: CREAM_MARKET_DATA_FEED names one',
      });
    }
  });

  it.each([
    ['alpaca', {}, 'ALPACA_KEY: is missing: CREAM_MARKET_DATA_FEED=alpaca needs it'],
    ['alpaca', { ALPACA_KEY: 'id' }, 'ALPACA_SECRET: is missing: CREAM_MARKET_DATA_FEED=alpaca needs it'],
    ['polygon', { ALPACA_KEY: 'id' }, 'POLYGON_KEY: is missing: CREAM_MARKET_DATA_FEED=polygon needs it'],
  ])('of %s with %j keeps the service from starting without its key', async (vendor, keys, message) => {
    const starting = serving({ CREAM_MARKET_DATA_FEED: vendor, ...keys });
    await expect(starting).rejects.toThrow(SettingsError);
    await expect(starting).rejects.toThrow(message);
  });

  it('makes snapshots of followed symbols live from the start, of others what is stored', async () => {
    const server = await alpacaServer((connection) =>
      sendPacked(connection, quote, trade, { ...trade, S: 'NEW', p: 7 }),
    );
    const more = { CREAM_MARKET_DATA_FEED_SYMBOLS: 'aapl, new' };
    const files = { 'AAPL.csv': csv(row('2026-10-30')), 'MSFT.csv': csv(row('2026-10-30', 50)) };
    const { client, runtime, standalone } = await serving(alpacaAt(server.streamUrl, more), files);
    const snapshots = async (at: number, ...symbols: string[]) =>
      (await client().getSnapshot({ symbols, asOf: timestamp(at) })).snapshots.map((one) => {
        return `${one.symbol} ${one.quote === undefined ? 'nothing' : word({ quote: one.quote } as StreamQuotesResponse)}`;
      });
    const seenMs = runtime.clock.now() + SEEN_AFTER_MS;
    await eventually(async () => (await snapshots(seenMs, 'NEW'))[0] === 'NEW 7 –/–');
    expect(await (await fetch(`${standalone.url}/readyz`)).json()).toEqual({
      services: [{ name: 'market-data', ready: true, detail: 'the live feed of Alpaca is up' }],
    });
    expect(await snapshots(seenMs, 'AAPL', 'MSFT')).toEqual(['AAPL 182.505 182.5/182.51', 'MSFT 50.5 –/–']);
    // A minute later nothing newer has come.
    expect(await snapshots(AT + 61_000, 'AAPL')).toEqual(['AAPL 182.505 182.5/182.51 stale']);
    // Before the feed followed it, the stored close was all there was to know.
    expect(await snapshots(AT - 1, 'AAPL', 'NEW')).toEqual(['AAPL 100.5 –/–', 'NEW nothing']);
    await expect(snapshots(AT, 'OTHER')).rejects.toMatchObject({ code: Code.NotFound });
  });
});
