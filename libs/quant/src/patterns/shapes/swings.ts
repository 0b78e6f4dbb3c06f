import type { Pivot } from '../../levels/pivots.js';

/**
 * Swings: highs and lows in turn, as pivots come to be known. Of pivots of one kind in a row the most extreme stands for
 * all. A bar that is both a high and a low is left out, because a bar does not say which came first.
 */
export class Swings {
  readonly #count: number;
  #swings: Pivot[] = [];

  /** @param count how many of the newest swings are kept */
  constructor(count: number) {
    this.#count = count;
  }

  /**
   * @param pivots of one bar
   * @returns the newest swings, oldest first, when the bar made a new one
   */
  push(pivots: readonly Pivot[]): readonly Pivot[] | undefined {
    const [pivot, other] = pivots;
    if (pivot === undefined || other !== undefined) return undefined;
    const last = this.#swings.at(-1);
    const isSameKind = last?.kind === pivot.kind;
    if (isSameKind && !isBeyond(pivot, last)) return undefined;
    // A new list, never a changed one: patterns keep what they were found in.
    this.#swings = [...(isSameKind ? this.#swings.slice(0, -1) : this.#swings), pivot].slice(-this.#count);
    return this.#swings;
  }
}

const isBeyond = (pivot: Pivot, other: Pivot): boolean =>
  pivot.kind === 'HIGH' ? pivot.price > other.price : pivot.price < other.price;
