import { type FeedNumbering, type MarketFeed, type MarketFeedEvent, VendorError } from '../../app/ports/index.js';
import type { AdapterRuntime } from '../http/index.js';
import { EventQueue } from './event-queue.js';
import { type SessionTimes, SocketSession } from './socket-session.js';
import type { StreamProtocol } from './stream-protocol.js';

const QUEUE_EVENTS = 100_000;
const BACKOFF_BASE_MS = 500;
const BACKOFF_MAX_MS = 30_000;
const DEFAULT_TIMES: SessionTimes = { handshakeMs: 15_000, idleMs: 30_000 };

export interface SocketFeedOptions {
  readonly times?: SessionTimes | undefined;
  /** Events held for a slow consumer before the oldest are dropped. */
  readonly queueEvents?: number | undefined;
}

/**
 * A vendor's stream that stays up: connects with the first symbol, authenticates, subscribes, and after a loss connects again
 * with growing pauses and subscribes to the same symbols. What was missed meanwhile is told as a gap.
 */
export class SocketFeed implements MarketFeed {
  readonly vendor: string;
  readonly numbering: FeedNumbering | undefined;
  private wanted: readonly string[] = [];
  private session: SocketSession | undefined;
  private taken = false;
  private onSymbols: (() => void) | undefined;

  constructor(
    private readonly protocol: StreamProtocol,
    private readonly runtime: AdapterRuntime,
    private readonly options: SocketFeedOptions = {},
  ) {
    this.vendor = protocol.details.vendor;
    this.numbering = protocol.numbering;
  }

  subscribe(symbols: readonly string[]): void {
    this.wanted = [...new Set(symbols)];
    this.session?.subscribe(this.wanted);
    if (this.wanted.length > 0) this.onSymbols?.();
  }

  async *events(signal: AbortSignal): AsyncGenerator<MarketFeedEvent> {
    if (this.taken) throw new Error(`${this.vendor}: the feed has a consumer already`);
    const setting = this.protocol.missingSetting;
    if (setting !== undefined) {
      throw new VendorError('MISSING_KEY', `${setting} is not set`, { ...this.protocol.details, setting });
    }
    this.taken = true;
    const own = new AbortController();
    const stop = AbortSignal.any([signal, own.signal]);
    const queue = new EventQueue<MarketFeedEvent>(
      this.options.queueEvents ?? QUEUE_EVENTS,
      (missed) => this.gap(`${missed} events were dropped, the consumer is too slow`, missed),
      ({ kind }) => (kind === 'up' || kind === 'down' ? 'state' : kind === 'gap' ? kind : undefined),
    );
    stop.addEventListener('abort', () => queue.end());
    const running = this.run(queue, stop).then(
      () => queue.end(),
      (error: unknown) => queue.end(stop.aborted ? undefined : { error }),
    );
    try {
      yield* queue;
    } finally {
      own.abort();
      await running;
      this.taken = false;
    }
  }

  private async run(queue: EventQueue<MarketFeedEvent>, stop: AbortSignal): Promise<void> {
    let failures = 0;
    let everUp = false;
    while (!stop.aborted) {
      await this.someSymbols(stop);
      const listener = {
        up: () => {
          failures = 0;
          if (everUp) queue.push(this.gap('reconnected: events between the loss and now are missing'));
          everUp = true;
          queue.push({ kind: 'up', atMs: this.now() });
        },
        event: (event: MarketFeedEvent) => queue.push(event),
        malformed: (error: VendorError) => queue.push(this.gap(`a message was left out: ${error.text}`, 1)),
      };
      this.session = new SocketSession(this.protocol, this.options.times ?? DEFAULT_TIMES, listener, this.wanted);
      const reason = await this.session.run(stop);
      this.session = undefined;
      queue.push({ kind: 'down', reason, atMs: this.now() });
      failures += 1;
      await this.runtime.sleep(this.pause(failures), stop);
    }
  }

  /** Waits until there is something to subscribe to: vendors close connections that ask for nothing. */
  private async someSymbols(stop: AbortSignal): Promise<void> {
    if (this.wanted.length > 0) return;
    await new Promise<void>((resolve, reject) => {
      this.onSymbols = resolve;
      stop.addEventListener('abort', () => reject(stop.reason), { once: true });
    });
    this.onSymbols = undefined;
  }

  /** Between half of the growing pause and all of it. */
  private pause(failures: number): number {
    const whole = Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** (failures - 1));
    return Math.ceil(whole / 2 + (this.runtime.random() * whole) / 2);
  }

  private gap(reason: string, missed?: number): MarketFeedEvent {
    return { kind: 'gap', missed, reason, atMs: this.now() };
  }

  private now(): number {
    return this.runtime.clock.now();
  }
}
