import { BoundedQueue } from '../../app/streams/bounded-queue.js';

/**
 * What waits between a socket and its reader. When it is full the oldest are dropped and counted: old prices are worth nothing,
 * and unbounded memory ends everything. What is vital is never dropped but overtakes.
 */
export class EventQueue<T> extends BoundedQueue<T> {
  private droppedCount = 0;
  private readonly overtaking: T[] = [];

  /** @param onDropped makes the event that tells the consumer how many it missed */
  constructor(
    capacity: number,
    private readonly onDropped: (count: number) => T,
    private readonly isVital: (item: T) => boolean,
  ) {
    super(capacity);
  }

  protected drop(oldest: T): void {
    if (this.isVital(oldest)) this.overtaking.push(oldest);
    else this.droppedCount += 1;
  }

  protected ahead(): T | undefined {
    if (this.overtaking.length > 0) return this.overtaking.shift();
    if (this.droppedCount === 0) return undefined;
    const count = this.droppedCount;
    this.droppedCount = 0;
    return this.onDropped(count);
  }
}
