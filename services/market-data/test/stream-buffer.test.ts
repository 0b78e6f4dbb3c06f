import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedNotice } from '../src/app/ports/index.js';
import { type Delivery, StreamBuffer } from '../src/app/streams/stream-buffer.js';
import { words } from './scripted-feed.js';

const bufferOf = (capacity: number, onDropped?: () => void) =>
  new StreamBuffer<number>({ capacity, now: () => 0, onDropped });
const message = (value: number): Delivery<number> => ({ kind: 'message', message: value });
const notice = (one: FeedNotice): Delivery<number> => ({ kind: 'notice', notice: one });
const down = notice({ kind: 'down', reason: 'cut', atMs: 0 });
const up = notice({ kind: 'up', atMs: 0 });

async function rest(buffer: StreamBuffer<number>): Promise<Delivery<number>[]> {
  buffer.end();
  const found: Delivery<number>[] = [];
  for await (const delivery of buffer) found.push(delivery);
  return found;
}

describe('what waits for a subscriber', () => {
  it('comes in order', async () => {
    const buffer = bufferOf(10);
    for (const one of [up, message(1), message(2)]) buffer.push(one);
    expect(await rest(buffer)).toEqual([up, message(1), message(2)]);
  });

  it('loses its oldest when it is full, and says how many before anything newer', async () => {
    let dropped = 0;
    const buffer = bufferOf(2, () => {
      dropped += 1;
    });
    for (let i = 1; i <= 5; i++) buffer.push(message(i));
    expect(words(await rest(buffer))).toEqual(['gap 3', 'message', 'message']);
    expect(dropped).toBe(3);
  });

  it('never loses whether the feed is up', async () => {
    const buffer = bufferOf(2);
    for (const one of [message(1), up, down, message(2), message(3)]) buffer.push(one);
    expect(words(await rest(buffer))).toEqual(['gap 1', 'down', 'message', 'message']);
  });

  it('adds a lost gap to its own, and does not count what nobody could count', async () => {
    const counted = bufferOf(1);
    counted.push(notice({ kind: 'gap', symbol: 'AAPL', missed: 7, reason: '', atMs: 0 }));
    counted.push(message(1));
    expect(words(await rest(counted))).toEqual(['gap 7', 'message']);
    const uncounted = bufferOf(1);
    uncounted.push(notice({ kind: 'gap', reason: 'reconnected', atMs: 0 }));
    uncounted.push(message(1));
    expect(words(await rest(uncounted))).toEqual(['gap', 'message']);
  });

  it('is delivered before the error that ends it', async () => {
    const buffer = bufferOf(2);
    buffer.push(message(1));
    buffer.end({ error: new Error('over') });
    const found: Delivery<number>[] = [];
    await expect(async () => {
      for await (const delivery of buffer) found.push(delivery);
    }).rejects.toThrow('over');
    expect(found).toEqual([message(1)]);
  });
});

/** What a producer and a reader do in turn. */
type Step = { readonly push: number } | { readonly read: number } | { readonly state: 'up' | 'down' };

describe('a buffer, whatever producer and reader do', () => {
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ push: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ read: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ state: fc.constantFrom('up' as const, 'down' as const) }),
  );

  it('is bounded, keeps the order, counts every loss, and ends knowing whether the feed is up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.array(step, { maxLength: 60 }), async (capacity, steps) => {
        const buffer = bufferOf(capacity);
        const reader = buffer[Symbol.asyncIterator]();
        const found: Delivery<number>[] = [];
        let pushed = 0;
        let state: 'up' | 'down' | undefined;
        for (const one of steps) {
          if ('push' in one) {
            for (let i = 0; i < one.push; i++) buffer.push(message(pushed++));
          } else if ('state' in one) {
            state = one.state;
            buffer.push(state === 'up' ? up : down);
          } else {
            for (let i = 0; i < one.read && buffer.size > 0; i++)
              found.push((await reader.next()).value as Delivery<number>);
          }
          expect(buffer.size).toBeLessThanOrEqual(capacity);
        }
        buffer.end();
        for (let next = await reader.next(); !next.done; next = await reader.next()) found.push(next.value);

        // Walking along, every message is the one after those that came and those that were told missing.
        let expected = 0;
        for (const delivery of found) {
          if (delivery.kind === 'message') expect(delivery.message).toBe(expected++);
          else if (delivery.notice.kind === 'gap') expected += delivery.notice.missed ?? Number.NaN;
        }
        expect(expected).toBe(pushed);
        const states = found.flatMap((one) =>
          one.kind === 'notice' && one.notice.kind !== 'gap' ? [one.notice.kind] : [],
        );
        expect(states.at(-1)).toBe(state);
      }),
      { numRuns: 300 },
    );
  });
});
