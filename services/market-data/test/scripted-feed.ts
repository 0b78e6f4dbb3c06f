import { BarInterval } from '@cream/proto/market';
import type { FeedNotice, FeedNumbering, MarketFeed, MarketFeedEvent } from '../src/app/ports/index.js';
import { FeedHub, type FeedHubOptions, type Subscription } from '../src/app/streams/feed-hub.js';
import type { FeedWatch } from '../src/app/streams/feed-watch.js';
import type { Delivery } from '../src/app/streams/stream-buffer.js';

/** A feed that says what the test says, and remembers what it was asked for. */
export class ScriptedFeed implements MarketFeed {
  readonly vendor = 'Scripted';
  /** Every subscription as it was made, as one line of symbols. */
  readonly asked: string[] = [];
  connections = 0;
  private said: MarketFeedEvent[] = [];
  private ending: { readonly error: unknown } | undefined;
  private wake: () => void = () => undefined;

  constructor(readonly numbering?: FeedNumbering) {}

  subscribe(symbols: readonly string[]): void {
    this.asked.push(symbols.join(' '));
  }

  say(...events: MarketFeedEvent[]): void {
    this.said.push(...events);
    this.wake();
  }

  fail(error: unknown): void {
    this.ending = { error };
    this.wake();
  }

  async *events(signal: AbortSignal): AsyncGenerator<MarketFeedEvent> {
    this.connections += 1;
    signal.addEventListener('abort', () => this.wake());
    while (!signal.aborted) {
      yield* this.said.splice(0);
      if (this.ending !== undefined) {
        const { error } = this.ending;
        this.ending = undefined;
        throw error;
      }
      if (this.said.length === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
    }
  }
}

/** Tuesday, in the session. */
export const NOW = Date.parse('2026-11-03T15:00:00Z');

/** A hub over a scripted feed, and a clock that stands still until it is moved. */
export function scriptedHub(options: Partial<FeedHubOptions> & { numbering?: FeedNumbering } = {}) {
  let nowMs = NOW;
  const clock = { now: () => nowMs };
  const feed = new ScriptedFeed(options.numbering);
  const watched = { notices: [] as FeedNotice[], dropped: 0, failures: [] as unknown[] };
  const watch: FeedWatch = {
    noticed: (notice) => watched.notices.push(notice),
    dropped: () => {
      watched.dropped += 1;
    },
    failed: (error) => watched.failures.push(error),
  };
  const sleepers: (() => void)[] = [];
  const sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      sleepers.push(() => {
        nowMs += ms;
        resolve();
      });
    });
  const hub = new FeedHub(feed, { clock, sleep, maxSymbols: 100, maxAgeMs: 60_000, capacity: 100, watch, ...options });
  const pass = (ms: number) => {
    nowMs += ms;
  };
  /** Lets those who sleep wake, their time having passed. */
  const wake = () => {
    for (const sleeper of sleepers.splice(0)) sleeper();
  };
  return { hub, feed, watched, pass, wake };
}

export const up = (atMs = NOW): MarketFeedEvent => ({ kind: 'up', atMs });
export const down = (reason = 'cut', atMs = NOW): MarketFeedEvent => ({ kind: 'down', reason, atMs });

export function quote(symbol: string, bid: string, ask: string, timeMs = NOW, sequence?: number): MarketFeedEvent {
  const sizes = { bidSize: '300', askSize: '400', sizeUnit: 'SHARES' as const };
  return { kind: 'quote', quote: { symbol, bid, ask, ...sizes, timeMs, conditions: [], knownAt: timeMs }, sequence };
}

export function trade(symbol: string, price: string, timeMs = NOW, setsLast = true): MarketFeedEvent {
  const trade = { symbol, price, size: '100', timeMs, conditions: [], knownAt: timeMs };
  return { kind: 'trade', trade, setsLast };
}

/** A minute of one price that ends at a time. */
export function minute(symbol: string, price: string, endMs = NOW, sequence?: number): MarketFeedEvent {
  const prices = { open: price, high: price, low: price, close: price, volume: '1000' };
  const times = { startMs: endMs - 60_000, endMs, knownAt: endMs };
  return { kind: 'bar', bar: { symbol, interval: BarInterval.ONE_MINUTE, ...times, ...prices }, sequence };
}

/** Lets everything that was said arrive. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
}

/** So many deliveries of a subscription, then it is closed. */
export async function take<T>({ deliveries, close }: Subscription<T>, count: number): Promise<Delivery<T>[]> {
  const taken: Delivery<T>[] = [];
  for await (const delivery of deliveries) {
    taken.push(delivery);
    if (taken.length === count) break;
  }
  close();
  return taken;
}

/** Deliveries as words: `up`, `gap AAPL 3`, `message`. */
export function words(deliveries: readonly Delivery<unknown>[]): string[] {
  return deliveries.map((one) => {
    if (one.kind === 'message') return 'message';
    const { notice } = one;
    return notice.kind === 'gap'
      ? ['gap', notice.symbol, notice.missed].filter((w) => w !== undefined).join(' ')
      : notice.kind;
  });
}
