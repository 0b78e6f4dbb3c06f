import { requireInteger } from './numbers.js';

/** Reads one number off an item. */
export type ColumnReader<Item> = (item: Item) => number;

/** What was read of a series last time. */
interface Window<Item> {
  readonly items: readonly Item[];
  readonly columns: readonly Float64Array[];
}

/**
 * Columns of numbers read off immutable items, such as bars. A window usually slides by one item from question to
 * question; whatever of it is the same object as last time is copied, not read again. (Remembering each item in a
 * WeakMap instead costs about as much as parsing its text anew.) The answer never depends on what was asked before.
 */
export class SlidingColumns<Item extends object> {
  readonly #readers: readonly ColumnReader<Item>[];
  readonly #capacity: number;
  readonly #windows = new Map<string, Window<Item>>();

  /**
   * @param readers one per column
   * @param capacity how many series are remembered, those asked for last: a window keeps its items alive
   */
  constructor(readers: readonly ColumnReader<Item>[], capacity = 32) {
    requireInteger('capacity', capacity, 1);
    this.#readers = readers;
    this.#capacity = capacity;
  }

  /** The columns of a window of a series, in the readers' order. They are shared: do not write to them. */
  read(series: string, items: readonly Item[]): readonly Float64Array[] {
    const known = this.#windows.get(series);
    const skipped = known === undefined || items[0] === undefined ? -1 : known.items.indexOf(items[0]);
    const kept = known === undefined || skipped < 0 ? 0 : sameItems(known.items, skipped, items);
    const columns = this.#readers.map((read, column) => {
      const numbers = new Float64Array(items.length);
      const before = known?.columns[column];
      if (before !== undefined && kept > 0) numbers.set(before.subarray(skipped, skipped + kept));
      for (let i = kept; i < items.length; i++) numbers[i] = read(items[i] as Item);
      return numbers;
    });
    this.#remember(series, { items: [...items], columns });
    return columns;
  }

  #remember(series: string, window: Window<Item>): void {
    // A map keeps the order of insertion: the series asked for longest ago comes first.
    this.#windows.delete(series);
    this.#windows.set(series, window);
    if (this.#windows.size <= this.#capacity) return;
    for (const oldest of this.#windows.keys()) {
      this.#windows.delete(oldest);
      return;
    }
  }
}

/** How many items from the first on are those of `known` from `skipped` on. */
function sameItems<Item>(known: readonly Item[], skipped: number, items: readonly Item[]): number {
  const most = Math.min(known.length - skipped, items.length);
  let same = 0;
  while (same < most && known[skipped + same] === items[same]) same++;
  return same;
}
