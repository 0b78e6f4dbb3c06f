import { seededRandom } from '@cream/quant';
import { decode, encode } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { alpacaFeed } from '../src/adapters/alpaca/index.js';
import { polygonFeed } from '../src/adapters/polygon/index.js';
import { EventQueue, type SocketFeed } from '../src/adapters/stream/index.js';
import type { MarketFeedEvent } from '../src/app/ports/index.js';
import { TradingCalendar } from '../src/calendar/trading-calendar.js';
import { SchemaGenerator } from './vendors/from-schema.js';
import { OPENAPI_NOTE, OPENAPI_PRESENT, specification } from './vendors/recordings.js';
import { type StreamServer, streamServer } from './vendors/stream-server.js';
import { alpacaServer, polygonServer, type Said, sendJson, sendPacked } from './vendors/stream-vendors.js';
import { ms, SECRET, scriptedRuntime, vendorAt, vendorFailure } from './vendors/vendor-setting.js';

const calendar = new TradingCalendar();
const AT = new Date('2026-11-02T15:00:00.123Z');
const times = { handshakeMs: 2000, idleMs: 2000 };

const alpaca = (
  { streamUrl }: StreamServer,
  keys: { key?: string | undefined; secret?: string } = { key: 'id', secret: SECRET },
  options = {},
) => {
  const runtime = scriptedRuntime(AT.getTime());
  const settings = {
    ...vendorAt('http://127.0.0.1'),
    streamUrl,
    feed: 'iex',
    optionFeed: 'indicative',
    key: keys.key,
    secret: keys.secret,
  };
  return { runtime, feed: alpacaFeed('stocks', settings, calendar, runtime, { times, ...options }) };
};
const polygon = ({ streamUrl }: StreamServer, key: string | undefined = SECRET) =>
  polygonFeed('stocks', { ...vendorAt('http://127.0.0.1', key), streamUrl }, calendar, scriptedRuntime(AT.getTime()), {
    times,
  });

/** Events until one satisfies the condition, then the feed is closed. */
async function until(
  feed: SocketFeed,
  enough: (events: MarketFeedEvent[]) => boolean,
  symbols = ['AAPL'],
): Promise<MarketFeedEvent[]> {
  const stop = new AbortController();
  const events: MarketFeedEvent[] = [];
  feed.subscribe(symbols);
  for await (const event of feed.events(stop.signal)) {
    events.push(event);
    if (enough(events)) break;
  }
  stop.abort();
  return events;
}
const kinds = (events: MarketFeedEvent[]) => events.map(({ kind }) => kind);
const count = (wanted: number) => (events: MarketFeedEvent[]) => events.length >= wanted;

// https://docs.alpaca.markets/docs/real-time-stock-pricing-data, values of our own.
const quote = { T: 'q', S: 'AAPL', bx: 'Q', bp: 182.5, bs: 3, ax: 'Q', ap: 182.51, as: 4, c: ['R'], z: 'C', t: AT };
const trade = { T: 't', S: 'AAPL', i: 52983525029461, x: 'Q', p: 182.505, s: 100, c: ['@'], z: 'C', t: AT };
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
  t: new Date('2026-11-02T14:59:00Z'),
};

describe("Alpaca's stream", () => {
  it('is entered with the key, subscribed, and speaks MessagePack to the nanosecond', async () => {
    const server = await alpacaServer((connection) =>
      sendPacked(connection, quote, trade, bar, { T: 'l', S: 'AAPL' }, { T: 'of tomorrow' }),
    );
    const events = await until(alpaca(server).feed, count(4));
    expect(kinds(events)).toEqual(['up', 'quote', 'trade', 'bar']);
    expect(events[1]).toMatchObject({
      quote: {
        symbol: 'AAPL',
        bid: '182.5',
        ask: '182.51',
        timeMs: AT.getTime(),
        timeNs: BigInt(AT.getTime()) * 1_000_000n,
      },
    });
    expect(events[2]).toMatchObject({ trade: { price: '182.505', size: '100', id: '52983525029461' } });
    expect(events[3]).toMatchObject({ bar: { close: '182.5', volume: '1000', endMs: ms('2026-11-02T15:00:00Z') } });
    expect(server.connections[0]?.path).toBe('/v2/iex');
    expect(server.connections[0]?.headers['content-type']).toBe('application/msgpack');
    expect(server.heard).toEqual([
      { action: 'auth', key: 'id', secret: SECRET },
      { action: 'subscribe', trades: ['AAPL'], quotes: ['AAPL'], bars: ['AAPL'] },
    ]);
  });

  it('is subscribed to again after a loss, and what was missed is told', async () => {
    const server = await alpacaServer((connection, connectionsSoFar) => {
      sendPacked(connection, quote);
      if (connectionsSoFar === 1) setImmediate(() => connection.socket.terminate());
    });
    const { feed, runtime } = alpaca(server);
    const events = await until(feed, count(6));
    expect(kinds(events)).toEqual(['up', 'quote', 'down', 'gap', 'up', 'quote']);
    expect(server.heard.filter((said) => (said as Said).action === 'subscribe')).toHaveLength(2);
    expect(runtime.pauses).toEqual([375]);
  });

  it('changes its symbols without a new connection', async () => {
    let subscriptions = 0;
    const server = await alpacaServer((connection) => {
      subscriptions += 1;
      sendPacked(connection, { ...quote, S: subscriptions === 1 ? 'AAPL' : 'MSFT' });
    });
    const { feed } = alpaca(server);
    await until(feed, (events) => {
      if (events.length === 2) feed.subscribe(['MSFT']);
      return events.length === 3;
    });
    expect(server.connections).toHaveLength(1);
    expect(server.heard.slice(2)).toMatchObject([
      { action: 'subscribe', quotes: ['MSFT'] },
      { action: 'unsubscribe', quotes: ['AAPL'] },
    ]);
  });

  it('that refuses the key ends with an error that does not show it', async () => {
    const server = await alpacaServer(() => undefined);
    const { feed } = alpaca(server, { key: 'someone', secret: SECRET });
    feed.subscribe(['AAPL']);
    const failure = await vendorFailure(() => feed.events(new AbortController().signal), 'UNAUTHORIZED');
    expect(failure.text).toBe('402 auth failed [redacted]');
    expect(server.connections).toHaveLength(1);
  });

  it('needs a key, and is refused at the door like any request', async () => {
    const server = await alpacaServer(
      () => undefined,
      () => 403,
    );
    const keyless = alpaca(server, { key: undefined, secret: SECRET }).feed;
    expect(
      (await vendorFailure(() => keyless.events(new AbortController().signal), 'MISSING_KEY')).details.setting,
    ).toBe('ALPACA_KEY');
    const { feed } = alpaca(server);
    feed.subscribe(['AAPL']);
    await vendorFailure(() => feed.events(new AbortController().signal), 'FORBIDDEN');
  });

  it('that is overloaded is tried again with growing pauses', async () => {
    let refusals = 3;
    const server = await alpacaServer(
      (connection) => sendPacked(connection, quote),
      () => (refusals-- > 0 ? 503 : undefined),
    );
    const { feed, runtime } = alpaca(server);
    const events = await until(feed, count(5));
    expect(kinds(events)).toEqual(['down', 'down', 'down', 'up', 'quote']);
    expect(events[0]).toMatchObject({ reason: 'HTTP 503' });
    expect(runtime.pauses).toEqual([375, 750, 1500]);
  });

  it('with a message that lacks a field goes on, and the hole is told', async () => {
    const { bp: _, ...holed } = quote;
    const server = await alpacaServer((connection) => sendPacked(connection, holed, quote));
    const events = await until(alpaca(server).feed, count(3));
    expect(kinds(events)).toEqual(['up', 'gap', 'quote']);
    expect(events[1]).toMatchObject({ reason: expect.stringContaining('field bp') });
  });

  it.each([
    ['no MessagePack', Buffer.from([0xc1, 0xff, 0x00]), 'is not MessagePack'],
    ['half of one', Buffer.from(encode([quote])).subarray(0, 30), 'is not MessagePack'],
    ['no list', Buffer.from(encode({ T: 'q' })), 'is not a list of messages'],
  ])('with a frame that is %s is left and entered again', async (_name, frame, reason) => {
    const server = await alpacaServer((connection, connectionsSoFar) =>
      connectionsSoFar === 1 ? connection.socket.send(frame) : sendPacked(connection, quote),
    );
    const events = await until(alpaca(server).feed, count(5));
    expect(kinds(events)).toEqual(['up', 'down', 'gap', 'up', 'quote']);
    expect(events[1]).toMatchObject({ reason: expect.stringContaining(reason) });
  });

  it('that never answers, or falls silent, is left', async () => {
    const deaf = await streamServer({ decode, onConnection: () => undefined, onMessage: () => undefined });
    const [first] = await until(alpaca(deaf, undefined, { times: { handshakeMs: 50, idleMs: 1000 } }).feed, count(1));
    expect(first).toMatchObject({ kind: 'down', reason: 'the vendor did not let us in in time' });
    const silent = await alpacaServer(({ socket }) => socket.pause());
    const events = await until(alpaca(silent, undefined, { times: { handshakeMs: 1000, idleMs: 40 } }).feed, count(2));
    expect(events[1]).toMatchObject({ kind: 'down', reason: 'the connection has fallen silent' });
  });

  it('that floods a slow consumer drops the oldest and says how many', async () => {
    const flood = 5000;
    const trades = Array.from({ length: flood }, (_, i) => ({ ...trade, i: i + 1 }));
    const server = await alpacaServer((connection) => sendPacked(connection, ...trades));
    const { feed } = alpaca(server, undefined, { queueEvents: 100 });
    const events = await until(feed, (seen) => {
      const last = seen.at(-1);
      return last?.kind === 'trade' && last.trade.id === String(flood);
    });
    expect(kinds(events).slice(0, 3)).toEqual(['up', 'gap', 'trade']);
    expect(events).toHaveLength(102);
    expect(events[1]).toMatchObject({ reason: `${flood - 100} events were dropped, the consumer is too slow` });
  });
});

// https://massive.com/docs/websocket, values of our own.
describe("Polygon's stream", () => {
  it('is entered with the key and speaks JSON with sequence numbers', async () => {
    const t = AT.getTime();
    const server = await polygonServer((connection) =>
      sendJson(
        connection,
        { ev: 'Q', sym: 'AAPL', bx: 4, bp: 182.5, bs: 3, ax: 7, ap: 0, as: 0, c: 0, t, q: 50 },
        { ev: 'T', sym: 'AAPL', x: 4, i: '12345', z: 3, p: 182.505, s: 100, c: [0, 12], t, q: 51 },
        { ev: 'AM', sym: 'AAPL', v: 4110, o: 182, c: 182.5, h: 183, l: 181, vw: 182.1, s: t - 60_000, e: t },
        { ev: 'LULD', T: 'AAPL' },
      ),
    );
    const events = await until(polygon(server), count(4));
    expect(kinds(events)).toEqual(['up', 'quote', 'trade', 'bar']);
    expect(events[1]).toMatchObject({
      sequence: 50,
      quote: { bid: '182.5', ask: undefined, bidExchange: '4', timeMs: t, timeNs: undefined },
    });
    expect(events[2]).toMatchObject({ sequence: 51, trade: { price: '182.505', conditions: ['0', '12'] } });
    expect(events[3]).toMatchObject({ bar: { close: '182.5', volume: '4110' } });
    expect(server.connections[0]?.path).toBe('/stocks');
    expect(server.heard).toEqual([
      { action: 'auth', params: SECRET },
      { action: 'subscribe', params: 'T.AAPL,Q.AAPL,AM.AAPL' },
    ]);
  });

  it('that refuses the key ends', async () => {
    const server = await polygonServer(() => undefined);
    const feed = polygon(server, 'wrong');
    feed.subscribe(['AAPL']);
    await vendorFailure(() => feed.events(new AbortController().signal), 'UNAUTHORIZED');
  });

  it('with a frame that is no JSON is left and entered again', async () => {
    const server = await polygonServer((connection, connectionsSoFar) => {
      if (connectionsSoFar === 1) connection.socket.send('[{"ev":"Q",');
    });
    expect(kinds(await until(polygon(server), count(4)))).toEqual(['up', 'down', 'gap', 'up']);
  });
});

describe.skipIf(!OPENAPI_PRESENT)(`Polygon's stream as specified${OPENAPI_NOTE}`, () => {
  it.each(['/stocks/T', '/stocks/Q', '/stocks/AM', '/options/T', '/options/Q', '/options/AM'])('%s', async (path) => {
    const always = ['ev', 'sym', 'p', 's', 'o', 'h', 'l', 'c', 't'];
    const field = (name: string) => (name === 'sym' ? 'O:SPY241220P00720000' : undefined);
    const generator = new SchemaGenerator(specification('polygon-massive-websocket.json'), seededRandom(7), {
      always,
      field,
    });
    const messages = Array.from({ length: 50 }, () => generator.response(path) as object);
    const server = await polygonServer((connection) => sendJson(connection, ...messages));
    const events = await until(polygon(server), count(51));
    expect(new Set(kinds(events.slice(1))).size).toBe(1);
    expect(events[1]?.kind).not.toBe('gap');
    expect(JSON.stringify(events[1], (_key, value) => (typeof value === 'bigint' ? String(value) : value))).toContain(
      '"SPY241220P00720000"',
    );
  });
});

describe('a queue of events', () => {
  it('delivers in order, tells what it dropped, and ends with the error', async () => {
    const queue = new EventQueue<number>(
      3,
      (dropped) => -dropped,
      (one) => (one === 1 ? 'first' : undefined),
    );
    for (let i = 1; i <= 5; i++) queue.push(i);
    queue.end({ error: new Error('over') });
    const found: number[] = [];
    await expect(async () => {
      for await (const one of queue) found.push(one);
    }).rejects.toThrow('over');
    expect(found).toEqual([1, -1, 3, 4, 5]);
  });

  it('holds no more than it may although all of it is vital: of a kind the newest, the others counted', async () => {
    const queue = new EventQueue<number>(
      3,
      (dropped) => -dropped,
      (one) => (one % 2 === 0 ? 'even' : 'odd'),
    );
    for (let i = 1; i <= 1000; i++) queue.push(i);
    queue.end();
    const found: number[] = [];
    for await (const one of queue) found.push(one);
    expect(found).toEqual([996, 997, -995, 998, 999, 1000]);
  });
});
