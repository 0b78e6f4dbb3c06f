import { at, type Numbers } from '../numbers.js';
import { type Line, lineThrough } from './line.js';
import { room } from './room.js';

/**
 * The weighted mean in blocks (see `window-moments.ts`). With j values in the newer block, the older block's values
 * weigh 1, 2 … from the window's start, and the newer ones (period − j) + 1, (period − j) + 2 …
 */
export class WindowWeightedMean {
  readonly #period: number;
  readonly #weights: number;
  readonly #block: Float64Array;
  readonly #tails: Float64Array;
  #count = 0;
  #full = false;
  #pivot = 0;
  #head = 0;
  #weightedHead = 0;

  constructor(period: number) {
    this.#period = period;
    this.#weights = (period * (period + 1)) / 2;
    this.#block = room(period);
    this.#tails = room(period);
  }

  push(value: number): number | undefined {
    this.#block[this.#count++] = value;
    if (this.#count === this.#period) {
      this.#turn(value);
    } else if (this.#full) {
      const distance = value - this.#pivot;
      this.#head += distance;
      this.#weightedHead += this.#count * distance;
    } else return undefined;
    const older = at(this.#tails, this.#count);
    return this.#pivot + (older + (this.#period - this.#count) * this.#head + this.#weightedHead) / this.#weights;
  }

  #turn(pivot: number): void {
    let plain = 0;
    let weighted = 0;
    for (let k = this.#period - 1; k >= 0; k--) {
      plain += at(this.#block, k) - pivot;
      weighted += plain;
      this.#tails[k] = weighted;
    }
    this.#pivot = pivot;
    this.#head = 0;
    this.#weightedHead = 0;
    this.#count = 0;
    this.#full = true;
  }
}

export function wmaLine(x: Numbers, period: number): Line {
  const stream = new WindowWeightedMean(Math.min(period, x.length + 1));
  return lineThrough(x.length, period - 1, (i) => stream.push(at(x, i)));
}
