import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HttpClient, type HttpClientOptions } from '../src/adapters/http/index.js';
import { closedAddress, inOrder, vendorServer } from './vendors/vendor-server.js';
import { never, SECRET, scriptedRuntime, UNLIMITED, vendorFailure } from './vendors/vendor-setting.js';

const price = z.object({ price: z.number() });
const GOOD = { body: { price: 1, added: 'later' } };

function client(baseUrl: string, more: Partial<HttpClientOptions> = {}) {
  const runtime = scriptedRuntime();
  const options = { vendor: 'Acme', baseUrl, rateLimit: UNLIMITED, runtime, secrets: [SECRET], timeoutMs: 5000 };
  const http = new HttpClient({ ...options, secretQuery: { apikey: SECRET }, ...more });
  return { http, runtime, get: (signal = never) => http.json('/price', { symbol: 'AAPL' }, price, signal) };
}

describe('a vendor that answers', () => {
  it('is asked with the key and understood without the fields it adds', async () => {
    const server = await vendorServer(() => GOOD);
    expect(await client(server.baseUrl).get()).toEqual({ price: 1 });
    expect(server.seen[0]?.query.get('apikey')).toBe(SECRET);
    expect(server.seen[0]?.query.get('symbol')).toBe('AAPL');
  });

  it('is named with the request and the field when a field is missing', async () => {
    const server = await vendorServer(() => ({ body: { prize: 1 } }));
    const failure = await vendorFailure(client(server.baseUrl).get, 'MALFORMED');
    expect(failure.message).toContain('Acme: GET /price?symbol=AAPL: field price');
    expect(failure.details.field).toBe('price');
  });
});

describe('a vendor that refuses', () => {
  it.each([
    [401, 'UNAUTHORIZED'],
    [402, 'FORBIDDEN'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [400, 'BAD_REQUEST'],
    [422, 'BAD_REQUEST'],
  ] as const)('with %d is asked once', async (status, code) => {
    const server = await vendorServer(() => ({ status, body: { message: `no ${SECRET} here` } }));
    const failure = await vendorFailure(client(server.baseUrl).get, code);
    expect(failure.text).toContain('no [redacted] here');
    expect(server.seen).toHaveLength(1);
  });

  it('lets no key out in any of the forms a vendor may echo', async () => {
    const forms = [
      encodeURIComponent(SECRET),
      Buffer.from(SECRET).toString('base64'),
      Buffer.from(`${SECRET}:`).toString('base64'),
    ];
    const server = await vendorServer(() => ({ status: 401, body: forms.join(' ') }));
    const failure = await vendorFailure(client(server.baseUrl).get, 'UNAUTHORIZED');
    expect(failure.text).toBe('HTTP 401: [redacted] [redacted] [redacted]');
  });

  it('is not asked at all without a key, and the setting is named', async () => {
    const server = await vendorServer(() => GOOD);
    const { get } = client(server.baseUrl, { missingSetting: 'ACME_KEY' });
    const failure = await vendorFailure(get, 'MISSING_KEY');
    expect(failure.message).toContain('ACME_KEY is not set');
    expect(server.seen).toHaveLength(0);
  });

  it('is not followed to another address', async () => {
    const other = await vendorServer(() => GOOD);
    const server = await vendorServer(() => ({ status: 302, headers: { location: other.baseUrl } }));
    await vendorFailure(client(server.baseUrl, { retries: { attempts: 1, baseMs: 1, maxMs: 1 } }).get, 'UNAVAILABLE');
    expect(other.seen).toHaveLength(0);
  });
});

describe('a vendor that is busy', () => {
  it('is asked again after the seconds it names, never earlier', async () => {
    const busy = { status: 429, headers: { 'retry-after': '7' } };
    const server = await vendorServer(inOrder(busy, GOOD));
    const { get, runtime } = client(server.baseUrl);
    expect(await get()).toEqual({ price: 1 });
    expect(runtime.pauses).toEqual([7125]);
  });

  it('is asked again at the date it names', async () => {
    const { runtime } = client('http://127.0.0.1:1');
    const date = new Date(runtime.clock.now() + 20_000).toUTCString();
    const server = await vendorServer(inOrder({ status: 503, headers: { 'retry-after': date } }, GOOD));
    const { get, runtime: used } = client(server.baseUrl);
    await get();
    expect(used.pauses).toEqual([20_125]);
  });

  it('is given up when it asks for more patience than we have, and the wait is told', async () => {
    const server = await vendorServer(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    const { get, runtime } = client(server.baseUrl);
    const failure = await vendorFailure(get, 'RATE_LIMITED');
    expect(failure.details.retryAfterMs).toBe(3_600_000);
    expect(runtime.pauses).toEqual([]);
  });

  it('gets longer pauses with jitter when it names none, four tries in all', async () => {
    const server = await vendorServer(() => ({ status: 500, body: 'oops' }));
    const { get, runtime } = client(server.baseUrl);
    await vendorFailure(get, 'UNAVAILABLE');
    expect(runtime.pauses).toEqual([125, 250, 500]);
    expect(server.seen).toHaveLength(4);
  });

  it('is left alone once it keeps failing, and tried again later', async () => {
    let healthy = false;
    const server = await vendorServer(() => (healthy ? GOOD : { status: 500 }));
    const once = { attempts: 1, baseMs: 1, maxMs: 1 };
    const { get, http, runtime } = client(server.baseUrl, { retries: once });
    for (let i = 0; i < 5; i++) await vendorFailure(get, 'UNAVAILABLE');
    const refused = await vendorFailure(get, 'UNAVAILABLE');
    expect(refused.text).toContain('kept failing');
    expect(server.seen).toHaveLength(5);
    healthy = true;
    runtime.pass(10_000);
    for (let i = 0; i < 3; i++) await get();
    expect(http.circuit.state).toBe('CLOSED');
  });
});

describe('a connection that fails', () => {
  const once = { retries: { attempts: 1, baseMs: 1, maxMs: 1 } };

  it('cut in the middle of an answer is tried again', async () => {
    const server = await vendorServer(inOrder({ ...GOOD, cutAfter: 4 }, GOOD));
    expect(await client(server.baseUrl).get()).toEqual({ price: 1 });
    expect(server.seen).toHaveLength(2);
  });

  it('refused is a vendor that is unavailable', async () => {
    const failure = await vendorFailure(client(await closedAddress(), once).get, 'UNAVAILABLE');
    expect(failure.text).toBe('the connection failed (ECONNREFUSED)');
  });

  it('to any other machine is refused by the tests themselves', async () => {
    const failure = await vendorFailure(client('http://192.0.2.1', once).get, 'UNAVAILABLE');
    expect(failure.text).toBe('the connection failed (NotLoopbackError)');
  });

  it('slower than the time-out is one', async () => {
    const server = await vendorServer(() => ({ silent: true }));
    await vendorFailure(client(server.baseUrl, { ...once, timeoutMs: 30 }).get, 'TIMEOUT');
  });

  it('given up by the caller ends with the reason of the caller', async () => {
    const server = await vendorServer(() => ({ silent: true }));
    const giveUp = new AbortController();
    const pending = client(server.baseUrl).get(giveUp.signal);
    giveUp.abort(new Error('no longer needed'));
    await expect(pending).rejects.toThrow('no longer needed');
  });
});

describe('an answer that is no answer', () => {
  it.each([
    ['truncated JSON', '{"price": 1'],
    ['a page for people', '<html>welcome</html>'],
    ['nothing', ''],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ])('%s is malformed, and not asked for again', async (_name, body) => {
    const server = await vendorServer(() => ({ body }));
    const failure = await vendorFailure(client(server.baseUrl).get, 'MALFORMED');
    expect(failure.text).toMatch(/is not JSON/);
    expect(server.seen).toHaveLength(1);
  });

  it('a flood is cut off', async () => {
    const server = await vendorServer(() => ({ body: `"${'x'.repeat(100_000)}"` }));
    const failure = await vendorFailure(client(server.baseUrl, { maxBytes: 1000 }).get, 'MALFORMED');
    expect(failure.text).toContain('more than 1000 bytes');
  });
});
