/**
 * Holds what a producer that cannot wait has for one consumer that may be slow: when it is full the oldest goes. What becomes of
 * it, and what the consumer is told of it before anything newer, is for each kind of queue to say.
 */
export abstract class BoundedQueue<T> implements AsyncIterable<T> {
  private waiting: T[] = [];
  private head = 0;
  private ending: { readonly error?: unknown } | undefined;
  private wake: (() => void) | undefined;

  /** @param capacity items that wait at most */
  constructor(private readonly capacity: number) {}

  /** Items that wait, without what is to be said about lost ones. */
  get size(): number {
    return this.waiting.length - this.head;
  }

  push(item: T): void {
    if (this.ending !== undefined) return;
    if (this.size >= this.capacity) this.drop(this.take());
    this.waiting.push(item);
    this.wake?.();
  }

  /** No more will come; what is there is still delivered, then the error thrown if there is one. */
  end(failure?: { readonly error: unknown }): void {
    this.ending ??= failure ?? {};
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const next = this.ahead() ?? (this.size > 0 ? this.take() : undefined);
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

  /** The oldest has to make room. */
  protected abstract drop(oldest: T): void;

  /** What is to be delivered before all that waits, once. */
  protected abstract ahead(): T | undefined;

  private take(): T {
    const oldest = this.waiting[this.head] as T;
    this.head += 1;
    // Taking from the front of an array costs its length, so it is cut now and then only.
    if (this.head >= this.capacity || this.head >= this.waiting.length) {
      this.waiting = this.waiting.slice(this.head);
      this.head = 0;
    }
    return oldest;
  }
}
