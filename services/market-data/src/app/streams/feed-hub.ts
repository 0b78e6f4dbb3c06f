import type { FeedNotice, MarketFeed, VendorBar } from '../ports/index.js';
import { eventObjection } from './event-objection.js';
import { FeedFailedError } from './feed-failed-error.js';
import { FeedFullError } from './feed-full-error.js';
import { type FeedWatch, UNWATCHED } from './feed-watch.js';
import type { LivePrice } from './live-price.js';
import { isPriceEvent, type PriceEvent, placeOf, priceAfter } from './price-event.js';
import { PriceHistory } from './price-history.js';
import { SequenceCheck } from './sequence-check.js';
import { type Delivery, StreamBuffer } from './stream-buffer.js';
import { Subscribers } from './subscribers.js';
import { SymbolLeases } from './symbol-leases.js';

/** After a failure that no reconnecting mends the vendor is left alone for so long, however many ask. */
const FAILURE_KEPT_MS = 60_000;

export interface FeedHubOptions {
  readonly clock: { now(): number };
  /** Waits; rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A live price that is older is stale. */
  readonly maxAgeMs: number;
  /** That may be followed at once. */
  readonly maxSymbols: number;
  /** Messages that wait for one subscriber at most. */
  readonly capacity: number;
  readonly watch?: FeedWatch | undefined;
}

/** Whether the feed is connected. */
export type FeedState = Exclude<FeedNotice, { kind: 'gap' }>;

/** One subscriber's share of a feed. Iterate once, then close. */
export interface Subscription<T> {
  readonly deliveries: AsyncIterable<Delivery<T>>;
  close(): void;
}

/**
 * One vendor's feed for many subscribers: each symbol is asked for once, with its first subscriber, and given up with its
 * last. A subscriber that is slow loses its own oldest messages and is told how many; nobody waits for it.
 */
export class FeedHub {
  readonly maxAgeMs: number;
  private readonly quoteSubscribers = new Subscribers<LivePrice>();
  private readonly barSubscribers = new Subscribers<VendorBar>();
  private readonly leases = new SymbolLeases();
  private readonly histories = new Map<string, PriceHistory>();
  private readonly sequences: SequenceCheck;
  private readonly watch: FeedWatch;
  private readonly closing = new AbortController();
  private holds = 0;
  private running: { readonly stop: AbortController; readonly over: Promise<void> } | undefined;
  private newestState: FeedState;
  private failure: { readonly error: FeedFailedError; readonly atMs: number } | undefined;

  constructor(
    private readonly feed: MarketFeed,
    private readonly options: FeedHubOptions,
  ) {
    this.maxAgeMs = options.maxAgeMs;
    this.watch = options.watch ?? UNWATCHED;
    this.sequences = new SequenceCheck(feed.numbering);
    this.newestState = { kind: 'down', reason: 'not connected yet', atMs: this.now() };
  }

  get vendor(): string {
    return this.feed.vendor;
  }

  /**
   * The newest price of these symbols, each time it changes. Begins with whether the feed is up.
   * @throws FeedFullError; FeedFailedError, also while it is iterated
   */
  quotes(symbols: readonly string[]): Subscription<LivePrice> {
    return this.subscribe(this.quoteSubscribers, symbols, () => this.watch.dropped('quote'));
  }

  /** One-minute bars of these symbols as they end. Begins and fails as {@link quotes}. */
  bars(symbols: readonly string[]): Subscription<VendorBar> {
    return this.subscribe(this.barSubscribers, symbols, () => this.watch.dropped('bar'));
  }

  /** Follows symbols for {@link priceAt} alone, and tries a feed that failed again and again. @returns ends it */
  hold(symbols: readonly string[]): () => void {
    const held = [...new Set(symbols)];
    this.lease(held);
    this.holds += 1;
    return once(() => {
      this.holds -= 1;
      this.release(held);
    });
  }

  /** Up or down, and since when. */
  get state(): FeedState {
    return this.newestState;
  }

  /** Whether the feed was following a symbol at a time. */
  follows(symbol: string, asOfMs: number): boolean {
    const since = this.histories.get(symbol)?.followedSinceMs;
    return since !== undefined && since <= asOfMs;
  }

  /** What the feed had said by a time about a symbol it follows. */
  priceAt(symbol: string, asOfMs: number): LivePrice | undefined {
    return this.histories.get(symbol)?.at(asOfMs);
  }

  /** Ends the connection and every subscription. */
  async close(): Promise<void> {
    this.closing.abort();
    this.running?.stop.abort();
    await this.running?.over;
    for (const subscribers of [this.quoteSubscribers, this.barSubscribers]) subscribers.end();
  }

  private subscribe<T>(subscribers: Subscribers<T>, symbols: readonly string[], onDropped: () => void) {
    const wanted = [...new Set(symbols)];
    this.lease(wanted);
    const { capacity } = this.options;
    const buffer = new StreamBuffer<T>({ capacity, now: () => this.now(), onDropped });
    buffer.push({ kind: 'notice', notice: this.state });
    const leave = subscribers.add(wanted, buffer);
    const close = once(() => {
      leave();
      buffer.end();
      this.release(wanted);
    });
    return { deliveries: buffer, close };
  }

  private lease(symbols: readonly string[]): void {
    const { failure } = this;
    if (failure !== undefined && this.now() - failure.atMs < FAILURE_KEPT_MS) throw failure.error;
    const { maxSymbols } = this.options;
    if (this.leases.sizeWith(symbols) > maxSymbols) throw new FeedFullError(this.vendor, maxSymbols);
    for (const symbol of this.leases.add(symbols)) this.histories.set(symbol, new PriceHistory(symbol, this.now()));
    this.feed.subscribe(this.leases.symbols);
    this.running ??= this.start();
  }

  private release(symbols: readonly string[]): void {
    for (const symbol of this.leases.remove(symbols)) {
      this.histories.delete(symbol);
      for (const kind of ['quote', 'trade', 'bar']) this.sequences.forget(`${kind} ${symbol}`);
    }
    this.feed.subscribe(this.leases.symbols);
  }

  private start() {
    const stop = new AbortController();
    this.failure = undefined;
    const over = this.run(stop.signal).then(
      () => stop.signal.aborted || this.fail(new Error('the stream has ended')),
      (error: unknown) => stop.signal.aborted || this.fail(error),
    );
    return { stop, over: over.then(() => undefined) };
  }

  private async run(signal: AbortSignal): Promise<void> {
    for await (const event of this.feed.events(signal)) {
      if (isPriceEvent(event)) this.take(event);
      else this.tell(event);
    }
  }

  private take(event: PriceEvent): void {
    const { symbol, timeMs } = placeOf(event);
    const history = this.histories.get(symbol);
    // Was on its way when the last subscriber left.
    if (history === undefined) return;
    const found = this.sequences.check(`${event.kind} ${symbol}`, event.sequence, timeMs);
    if (found.kind === 'old') return;
    if (found.kind === 'missed') this.lose(event.kind, symbol, found.count, 'numbers are missing');
    const objection = eventObjection(event, this.now());
    if (objection !== undefined) {
      this.lose(event.kind, symbol, 1, `put aside: ${objection.observed}, expected ${objection.expected}`);
      return;
    }
    if (event.kind === 'bar') this.barSubscribers.push(symbol, { kind: 'message', message: event.bar });
    const price = priceAfter(event, history.newest, this.now());
    if (price === undefined) return;
    history.add(price);
    this.quoteSubscribers.push(symbol, { kind: 'message', message: price });
  }

  /** What the feed says about itself. */
  private tell(notice: FeedNotice): void {
    this.watch.noticed(notice);
    if (notice.kind !== 'gap') this.newestState = notice;
    const symbol = notice.kind === 'gap' ? notice.symbol : undefined;
    if (notice.kind !== 'up') this.break(symbol);
    for (const subscribers of [this.quoteSubscribers, this.barSubscribers]) {
      if (symbol === undefined) subscribers.pushAll({ kind: 'notice', notice });
      else subscribers.push(symbol, { kind: 'notice', notice });
    }
  }

  /** What we find missing or wrong concerns one symbol and one kind of message. */
  private lose(kind: PriceEvent['kind'], symbol: string, missed: number, why: string): void {
    const notice: FeedNotice = { kind: 'gap', symbol, missed, reason: `${kind}: ${why}`, atMs: this.now() };
    this.watch.noticed(notice);
    this.break(symbol);
    (kind === 'bar' ? this.barSubscribers : this.quoteSubscribers).push(symbol, { kind: 'notice', notice });
  }

  private break(symbol: string | undefined): void {
    const histories = symbol === undefined ? this.histories.values() : [this.histories.get(symbol)];
    for (const history of histories) history?.break(this.now());
  }

  private fail(cause: unknown): void {
    const error = new FeedFailedError(this.vendor, cause);
    this.running = undefined;
    this.failure = { error, atMs: this.now() };
    this.watch.failed(cause);
    this.tell({ kind: 'down', reason: error.message, atMs: this.now() });
    for (const subscribers of [this.quoteSubscribers, this.barSubscribers]) subscribers.end({ error });
    if (this.holds > 0) void this.again(this.closing.signal);
  }

  /** Somebody may have put the key right meanwhile. */
  private async again(signal: AbortSignal): Promise<void> {
    try {
      await this.options.sleep(FAILURE_KEPT_MS, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    if (this.holds > 0) this.running ??= this.start();
  }

  private now(): number {
    return this.options.clock.now();
  }
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
