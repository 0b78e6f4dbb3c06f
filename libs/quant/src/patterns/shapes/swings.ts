import type { Pivot } from '../../levels/pivots.js';

/**
 * Swings: highs and lows in turn, as pivots come to be known. Of pivots of one kind in a row the most extreme stands for
 * all. A bar that is both a high and a low is left out, because a bar does not say which came first.
 */
export class Swings {
  readonly #count: number;
  #swings: Pivot[] = [];
  #areAll = true;

  /** @param count how many of the newest swings are kept */
  constructor(count: number) {
    this.#count = count;
  }

  /** The newest swings, oldest first: a new list whenever there is a new one, because patterns keep what they were found in. */
  get newest(): readonly Pivot[] {
    return this.#swings;
  }

  /** Whether those kept are all the swings there have been. */
  get areAll(): boolean {
    return this.#areAll;
  }

  /**
   * @param pivots of one bar
   * @returns whether the bar made a new swing
   */
  push(pivots: readonly Pivot[]): boolean {
    const [pivot, other] = pivots;
    if (pivot === undefined || other !== undefined) return false;
    const last = this.#swings.at(-1);
    const isSameKind = last?.kind === pivot.kind;
    if (isSameKind && !isBeyond(pivot, last)) return false;
    const swings = [...(isSameKind ? this.#swings.slice(0, -1) : this.#swings), pivot];
    if (swings.length > this.#count) this.#areAll = false;
    this.#swings = swings.slice(-this.#count);
    return true;
  }
}

const isBeyond = (pivot: Pivot, other: Pivot): boolean =>
  pivot.kind === 'HIGH' ? pivot.price > other.price : pivot.price < other.price;
