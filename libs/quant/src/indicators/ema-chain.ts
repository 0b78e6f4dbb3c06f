import { at, requireInteger } from '../numbers.js';
import { type EmaOptions, emaFactor } from './ema.js';
import { Smoothing, startOf } from './smoothing.js';

/** Exponential averages, each of the one before it. */
export class EmaChain {
  readonly #links: readonly Smoothing[];
  readonly #latest: Float64Array;

  constructor(period: number, depth: number, { seed = 'sma' }: EmaOptions) {
    requireInteger('period', period, 1);
    this.#links = Array.from({ length: depth }, () => new Smoothing(emaFactor(period), startOf(period, seed)));
    this.#latest = new Float64Array(depth);
  }

  /** The last average, once every one has a value. */
  push(value: number): number | undefined {
    let next: number | undefined = value;
    for (const [position, link] of this.#links.entries()) {
      next = link.push(next);
      if (next === undefined) return undefined;
      this.#latest[position] = next;
    }
    return next;
  }

  of(position: number): number {
    return at(this.#latest, position);
  }
}
