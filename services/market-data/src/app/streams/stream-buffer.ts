import type { FeedNotice } from '../ports/index.js';
import { BoundedQueue } from './bounded-queue.js';

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
export class StreamBuffer<T> extends BoundedQueue<Delivery<T>> {
  private lost: { messages: number; uncounted: boolean } | undefined;
  private lostState: FeedNotice | undefined;

  constructor(private readonly options: StreamBufferOptions) {
    super(options.capacity);
  }

  protected ahead(): Delivery<T> | undefined {
    if (this.lost !== undefined) {
      const { messages, uncounted } = this.lost;
      this.lost = undefined;
      const reason = 'dropped: the reader is too slow';
      const missed = uncounted ? undefined : messages;
      return { kind: 'notice', notice: { kind: 'gap', missed, reason, atMs: this.options.now() } };
    }
    if (this.lostState === undefined) return undefined;
    const notice = this.lostState;
    this.lostState = undefined;
    return { kind: 'notice', notice };
  }

  protected drop(oldest: Delivery<T>): void {
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
}
