/**
 * Holds what a producer that cannot wait has for one consumer that may be slow. When it is full the oldest are dropped and
 * counted: old prices are worth nothing, and unbounded memory ends everything. What is vital is never dropped but overtakes.
 */
export class EventQueue<T> implements AsyncIterable<T> {
  private items: T[] = [];
  private head = 0;
  private droppedCount = 0;
  private overtaking: T[] = [];
  private ending: { readonly error?: unknown } | undefined;
  private wake: (() => void) | undefined;

  /** @param onDropped makes the event that tells the consumer how many it missed */
  constructor(
    private readonly capacity: number,
    private readonly onDropped: (count: number) => T,
    private readonly isVital: (item: T) => boolean,
  ) {}

  push(item: T): void {
    if (this.ending !== undefined) return;
    if (this.items.length - this.head >= this.capacity) {
      const oldest = this.take();
      if (this.isVital(oldest)) this.overtaking.push(oldest);
      else this.droppedCount += 1;
    }
    this.items.push(item);
    this.wake?.();
  }

  /** No more will come; what is there is still delivered, then the error thrown if there is one. */
  end(failure?: { readonly error: unknown }): void {
    this.ending ??= failure ?? {};
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const vital = this.overtaking.shift();
      if (vital !== undefined) {
        yield vital;
      } else if (this.droppedCount > 0) {
        const count = this.droppedCount;
        this.droppedCount = 0;
        yield this.onDropped(count);
      } else if (this.head < this.items.length) {
        yield this.take();
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

  private take(): T {
    const item = this.items[this.head] as T;
    this.head += 1;
    // Taking from the front of an array costs its length, so it is cut now and then only.
    if (this.head >= this.capacity || this.head >= this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return item;
  }
}
