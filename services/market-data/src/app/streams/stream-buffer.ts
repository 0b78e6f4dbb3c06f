import type { FeedNotice } from '../ports/index.js';

/** What a subscriber gets: a message, or something about messages. */
export type Delivery<T> =
  | { readonly kind: 'message'; readonly message: T }
  | { readonly kind: 'notice'; readonly notice: FeedNotice };

export interface StreamBufferOptions {
  /** Deliveries that wait at most. */
  readonly capacity: number;
  /** UTC milliseconds of a loss. */
  readonly now: () => number;
  /** Told of each message that is dropped. */
  readonly onDropped?: (() => void) | undefined;
}

/**
 * What waits for one subscriber. The producer never waits: when the buffer is full the oldest goes, and before anything
 * newer the subscriber is told how many messages it missed and, if that was lost too, whether the feed is up.
 */
export class StreamBuffer<T> implements AsyncIterable<Delivery<T>> {
  private waiting: Delivery<T>[] = [];
  private head = 0;
  private lost: { messages: number; uncounted: boolean } | undefined;
  private lostState: FeedNotice | undefined;
  private ending: { readonly error?: unknown } | undefined;
  private wake: (() => void) | undefined;

  constructor(private readonly options: StreamBufferOptions) {}

  /** Deliveries that wait, without what is to be said about lost ones. */
  get size(): number {
    return this.waiting.length - this.head;
  }

  push(delivery: Delivery<T>): void {
    if (this.ending !== undefined) return;
    if (this.size >= this.options.capacity) this.drop(this.take());
    this.waiting.push(delivery);
    this.wake?.();
  }

  /** No more will come; what is there is still delivered, then the error thrown if there is one. */
  end(failure?: { readonly error: unknown }): void {
    this.ending ??= failure ?? {};
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Delivery<T>> {
    for (;;) {
      const next = this.next();
      if (next !== undefined) {
        yield next;
      } else if (this.ending !== undefined) {
        if ('error' in this.ending) throw this.ending.error;
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        this.wake = undefined;
      }
    }
  }

  private next(): Delivery<T> | undefined {
    if (this.lost !== undefined) {
      const { messages, uncounted } = this.lost;
      this.lost = undefined;
      const reason = 'dropped: the reader is too slow';
      const missed = uncounted ? undefined : messages;
      return { kind: 'notice', notice: { kind: 'gap', missed, reason, atMs: this.options.now() } };
    }
    if (this.lostState !== undefined) {
      const notice = this.lostState;
      this.lostState = undefined;
      return { kind: 'notice', notice };
    }
    return this.size > 0 ? this.take() : undefined;
  }

  private drop(oldest: Delivery<T>): void {
    if (oldest.kind === 'notice' && oldest.notice.kind !== 'gap') {
      this.lostState = oldest.notice;
      return;
    }
    const { messages, uncounted } = this.lost ?? { messages: 0, uncounted: false };
    if (oldest.kind === 'message') {
      this.lost = { messages: messages + 1, uncounted };
      this.options.onDropped?.();
    } else {
      const { missed } = oldest.notice as Extract<FeedNotice, { kind: 'gap' }>;
      this.lost = { messages: messages + (missed ?? 0), uncounted: uncounted || missed === undefined };
    }
  }

  private take(): Delivery<T> {
    const oldest = this.waiting[this.head] as Delivery<T>;
    this.head += 1;
    // Taking from the front of an array costs its length, so it is cut now and then only.
    if (this.head >= this.options.capacity || this.head >= this.waiting.length) {
      this.waiting = this.waiting.slice(this.head);
      this.head = 0;
    }
    return oldest;
  }
}
