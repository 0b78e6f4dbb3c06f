import { at } from '../numbers.js';
import { room } from './room.js';

/**
 * Sum of the last `period` values, value by value and without drift (blocks as in `window-moments.ts`). Plain sums, not
 * about a pivot: whole numbers such as volumes add up exactly.
 */
export class WindowSum {
  readonly #period: number;
  readonly #block: Float64Array;
  readonly #tails: Float64Array;
  #count = 0;
  #full = false;
  #head = 0;

  constructor(period: number) {
    this.#period = period;
    this.#block = room(period);
    this.#tails = room(period);
  }

  push(value: number): number | undefined {
    this.#block[this.#count++] = value;
    if (this.#count === this.#period) {
      let tail = 0;
      for (let k = this.#period - 1; k >= 0; k--) {
        tail += at(this.#block, k);
        this.#tails[k] = tail;
      }
      this.#count = 0;
      this.#head = 0;
      this.#full = true;
      return tail;
    }
    if (!this.#full) return undefined;
    this.#head += value;
    return at(this.#tails, this.#count) + this.#head;
  }
}

/** The value `lag` pushes ago. */
export class Delay {
  readonly #window: Float64Array;
  #count = 0;

  constructor(lag: number) {
    this.#window = room(lag);
  }

  push(value: number): number | undefined {
    const position = this.#count % this.#window.length;
    const earlier = this.#count < this.#window.length ? undefined : at(this.#window, position);
    this.#window[position] = value;
    this.#count++;
    return earlier;
  }
}
