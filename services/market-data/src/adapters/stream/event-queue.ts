import { BoundedQueue } from '../../app/streams/bounded-queue.js';

/**
 * What waits between a socket and its reader. When it is full the oldest are dropped and counted: old prices are worth nothing,
 * and unbounded memory ends everything. Of each kind of what is vital the newest is never dropped but overtakes.
 */
export class EventQueue<T> extends BoundedQueue<T> {
  private droppedCount = 0;
  /** In the order in which they were met. */
  private readonly overtaking = new Map<string, T>();

  /**
   * @param onDropped makes the event that tells the consumer how many it missed
   * @param vitalKind undefined for what may be dropped
   */
  constructor(
    capacity: number,
    private readonly onDropped: (count: number) => T,
    private readonly vitalKind: (item: T) => string | undefined,
  ) {
    super(capacity);
  }

  protected drop(oldest: T): void {
    const kind = this.vitalKind(oldest);
    // The one before of its kind goes instead.
    if (kind === undefined || this.overtaking.delete(kind)) this.droppedCount += 1;
    if (kind !== undefined) this.overtaking.set(kind, oldest);
  }

  protected ahead(): T | undefined {
    for (const [kind, item] of this.overtaking) {
      this.overtaking.delete(kind);
      return item;
    }
    if (this.droppedCount === 0) return undefined;
    const count = this.droppedCount;
    this.droppedCount = 0;
    return this.onDropped(count);
  }
}
