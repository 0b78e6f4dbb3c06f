import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VendorError } from '../src/app/ports/index.js';
import { FeedFailedError } from '../src/app/streams/feed-failed-error.js';
import { down, minute, NOW, quote, scriptedHub, settled, take, trade, up, words } from './scripted-feed.js';

const refused = new VendorError('UNAUTHORIZED', 'auth_failed', { vendor: 'Scripted', operation: 'stream /stocks' });

describe('one feed for many', () => {
  it('asks for a symbol with its first subscriber and gives it up with its last', () => {
    const { hub, feed } = scriptedHub();
    const first = hub.quotes(['AAPL', 'MSFT']);
    const second = hub.bars(['AAPL']);
    first.close();
    first.close();
    second.close();
    expect(feed.asked).toEqual(['AAPL MSFT', 'AAPL MSFT', 'AAPL', '']);
  });

  it('connects once, and says first whether it is up', async () => {
    const { hub, feed } = scriptedHub();
    const early = hub.quotes(['AAPL']);
    await settled();
    feed.say(up(), quote('AAPL', '10', '10.1'));
    expect(words(await take(early, 3))).toEqual(['down', 'up', 'message']);
    expect(words(await take(hub.quotes(['AAPL']), 1))).toEqual(['up']);
    expect(feed.connections).toBe(1);
  });

  it('refuses more symbols than the vendor takes, and keeps those it has', async () => {
    const { hub, feed } = scriptedHub({ maxSymbols: 2 });
    const first = hub.quotes(['AAPL', 'MSFT']);
    expect(() => hub.quotes(['AAPL', 'IBM'])).toThrow('Scripted: the live feed follows 2 symbols at most');
    hub.bars(['MSFT', 'AAPL']).close();
    first.close();
    hub.quotes(['IBM']);
    expect(feed.asked.at(-1)).toBe('IBM');
  });

  it('gives each subscriber its own symbols and its own kind', async () => {
    const { hub, feed } = scriptedHub();
    const quotes = hub.quotes(['AAPL']);
    const bars = hub.bars(['MSFT']);
    feed.say(up(), quote('MSFT', '1', '2'), quote('AAPL', '10', '10.1'), minute('AAPL', '10'), minute('MSFT', '5'));
    const [, , first] = await take(quotes, 3);
    expect(first).toMatchObject({ message: { symbol: 'AAPL', sides: { bid: '10', ask: '10.1', bidSize: '300' } } });
    expect((await take(bars, 3))[2]).toMatchObject({ message: { symbol: 'MSFT', close: '5' } });
  });

  it('lets a slow subscriber lose its own messages only, counted', async () => {
    const { hub, feed, watched } = scriptedHub({ capacity: 10 });
    const slow = hub.quotes(['AAPL']);
    const quick = hub.quotes(['AAPL']);
    feed.say(up());
    const prices: (string | undefined)[] = [];
    const reading = (async () => {
      for await (const one of quick.deliveries) {
        if (one.kind === 'message') prices.push(one.message.last?.price);
        else if (one.notice.kind === 'gap') prices.push('gap');
        if (prices.length === 1000) break;
      }
    })();
    for (let i = 1; i <= 1000; i++) {
      feed.say(trade('AAPL', String(i)));
      await settled();
    }
    await reading;
    expect(prices).toEqual(Array.from({ length: 1000 }, (_, i) => String(i + 1)));
    const late = await take(slow, 12);
    expect(words(late).slice(0, 3)).toEqual(['gap 990', 'up', 'message']);
    expect(late.at(-1)).toMatchObject({ message: { last: { price: '1000' } } });
    expect(watched.dropped).toBe(990);
  });

  it('never drops a bar without saying so', async () => {
    const { hub, feed } = scriptedHub({ capacity: 2 });
    const bars = hub.bars(['AAPL']);
    feed.say(...[1, 2, 3, 4, 5].map((i) => minute('AAPL', String(i), NOW + i * 60_000 - 300_000)));
    await settled();
    const late = await take(bars, 4);
    expect(words(late)).toEqual(['gap 3', 'down', 'message', 'message']);
  });

  it('tells who is connected what was lost, and goes on after it', async () => {
    const { hub, feed } = scriptedHub();
    const quotes = hub.quotes(['AAPL']);
    feed.say(up(), quote('AAPL', '10', '10.1'), down(), { kind: 'gap', reason: 'reconnected', atMs: NOW }, up());
    feed.say(quote('AAPL', '11', '11.1'));
    expect(words(await take(quotes, 7))).toEqual(['down', 'up', 'message', 'down', 'gap', 'up', 'message']);
  });

  it('ends every subscriber with what ended the feed, and lets the vendor be for a minute', async () => {
    const { hub, feed, watched, pass } = scriptedHub();
    const quotes = hub.quotes(['AAPL']);
    feed.fail(refused);
    await expect(take(quotes, 3)).rejects.toThrow('Scripted: stream /stocks: auth_failed');
    expect(watched.failures).toEqual([refused]);
    expect(() => hub.quotes(['AAPL'])).toThrow(FeedFailedError);
    expect(feed.connections).toBe(1);
    pass(60_000);
    const again = hub.quotes(['AAPL']);
    feed.say(up());
    expect(words(await take(again, 2))).toEqual(['down', 'up']);
    expect(feed.connections).toBe(2);
  });

  it('is tried again every minute for symbols that are always followed, until it is closed', async () => {
    const { hub, feed, wake, watched } = scriptedHub();
    hub.hold(['AAPL']);
    feed.fail(refused);
    await settled();
    expect(feed.connections).toBe(1);
    feed.fail(refused);
    wake();
    await settled();
    expect(feed.connections).toBe(2);
    wake();
    feed.say(up(), trade('AAPL', '10'));
    await settled();
    expect(hub.priceAt('AAPL', NOW + 180_000)?.last).toMatchObject({ price: '10', intact: true });
    feed.fail(refused);
    await settled();
    await hub.close();
    wake();
    await settled();
    expect([feed.connections, watched.failures.length]).toEqual([3, 3]);
  });

  it('does not show what it does not understand about an error', async () => {
    const { hub, feed } = scriptedHub();
    const quotes = hub.quotes(['AAPL']);
    feed.fail(new Error('ECONNREFUSED wss://host/?key=secret'));
    await expect(take(quotes, 3)).rejects.toThrow(/^Scripted: the live feed has ended$/);
  });

  it('ends its subscribers when it is closed', async () => {
    const { hub } = scriptedHub();
    const quotes = hub.quotes(['AAPL']);
    await hub.close();
    expect(words(await take(quotes, 100))).toEqual(['down']);
  });
});

describe('events that are not right', () => {
  it.each([
    ['a crossed quote', quote('AAPL', '11', '10'), /put aside: bid 11 above ask 10/],
    ['a price below zero', trade('AAPL', '-1'), /put aside: price -1, expected above zero/],
    ['a bar of which the low is above the high', lowAboveHigh(), /put aside: high 9, expected not below low 10/],
    ['a quote of next year', quote('AAPL', '1', '2', NOW + 365 * 86_400_000), /put aside: time 2027-11-03/],
  ])('%s is put aside and told as one that is missing', async (_name, event, reason) => {
    const { hub, feed } = scriptedHub();
    const subscription = event.kind === 'bar' ? hub.bars(['AAPL']) : hub.quotes(['AAPL']);
    feed.say(event);
    const [, gap] = await take<unknown>(subscription, 2);
    expect(gap).toMatchObject({
      notice: { kind: 'gap', symbol: 'AAPL', missed: 1, reason: expect.stringMatching(reason) },
    });
  });

  it('a trade that sets no last price, or an older event, changes nothing', async () => {
    const { hub, feed } = scriptedHub();
    const quotes = hub.quotes(['AAPL']);
    feed.say(trade('AAPL', '10'), trade('AAPL', '99', NOW, false), trade('AAPL', '98', NOW - 1));
    feed.say(quote('AAPL', '9', '11'), quote('AAPL', '1', '2', NOW - 1), trade('AAPL', '12', NOW + 1));
    const prices = (await take(quotes, 4)).flatMap((one) => (one.kind === 'message' ? [one.message.last?.price] : []));
    expect(prices).toEqual(['10', '10', '12']);
  });
});

function lowAboveHigh() {
  const bar = minute('AAPL', '10');
  return bar.kind === 'bar' ? { ...bar, bar: { ...bar.bar, high: '9' } } : bar;
}

describe('numbers of events', () => {
  const numbered = (...numbers: number[]) => numbers.map((n, i) => quote('AAPL', '10', `${11 + n}`, NOW + i, n));

  it('show what is missing when the vendor leaves none out', async () => {
    const { hub, feed } = scriptedHub({ numbering: 'CONTIGUOUS' });
    const quotes = hub.quotes(['AAPL']);
    feed.say(...numbered(1, 2, 6));
    expect(words(await take(quotes, 5))).toEqual(['down', 'message', 'message', 'gap AAPL 3', 'message']);
  });

  it('show nothing missing when they only rise', async () => {
    const { hub, feed } = scriptedHub({ numbering: 'RISING' });
    const quotes = hub.quotes(['AAPL']);
    feed.say(...numbered(1, 2, 6));
    expect(words(await take(quotes, 4))).toEqual(['down', 'message', 'message', 'message']);
  });

  it('tell a repeated event from one of a vendor that counts anew', async () => {
    const { hub, feed } = scriptedHub({ numbering: 'CONTIGUOUS' });
    const quotes = hub.quotes(['AAPL']);
    const [first, second] = numbered(7, 8);
    feed.say(...[first, second, second, first].flatMap((one) => one ?? []), quote('AAPL', '10', '30', NOW + 5, 1));
    const taken = await take(quotes, 4);
    expect(taken.at(-1)).toMatchObject({ message: { sides: { ask: '30' } } });
  });

  it('of one symbol say nothing about another', async () => {
    const { hub, feed } = scriptedHub({ numbering: 'CONTIGUOUS' });
    const quotes = hub.quotes(['AAPL', 'MSFT']);
    feed.say(quote('AAPL', '1', '2', NOW, 10), quote('MSFT', '1', '2', NOW, 900), quote('AAPL', '1', '3', NOW, 11));
    expect(words(await take(quotes, 4))).toEqual(['down', 'message', 'message', 'message']);
  });

  it('account for every event of a feed that loses some', async () => {
    const kept = fc.array(fc.boolean(), { minLength: 2, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(kept, fc.integer({ min: 1, max: 30 }), async (arrives, capacity) => {
        const { hub, feed } = scriptedHub({ numbering: 'CONTIGUOUS', capacity });
        const quotes = hub.quotes(['AAPL']);
        const numbers = arrives.flatMap((arrived, i) => (arrived || i === 0 || i === arrives.length - 1 ? [i] : []));
        feed.say(...numbers.map((n) => quote('AAPL', '1', `${n + 2}`, NOW + n, n)));
        await settled();
        await hub.close();
        let accounted = 0;
        let newest = -1;
        for await (const one of quotes.deliveries) {
          if (one.kind === 'message') {
            accounted += 1;
            const number = Number(one.message.sides?.ask) - 2;
            expect(number).toBeGreaterThan(newest);
            newest = number;
          } else if (one.notice.kind === 'gap') {
            accounted += one.notice.missed ?? Number.NaN;
          }
        }
        expect(accounted).toBe(arrives.length);
        expect(newest).toBe(arrives.length - 1);
      }),
      { numRuns: 100 },
    );
  });
});
