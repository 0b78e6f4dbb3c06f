import { at, type Numbers } from '../numbers.js';
import type { Line } from './line.js';
import { room } from './room.js';

/** Highest value of the `period` values ending at each bar, at a cost that does not depend on the period. */
export function highestLine(x: Numbers, period: number): Line {
  return extremeLine(x, period, 1);
}

/** Lowest value of the `period` values ending at each bar. */
export function lowestLine(x: Numbers, period: number): Line {
  return extremeLine(x, period, -1);
}

/** Blocks as in `meanLine`: a window is the end of one block and the beginning of the next. */
function extremeLine(x: Numbers, period: number, sign: 1 | -1): Line {
  const windows = Math.max(x.length - period + 1, 0);
  const out = new Float64Array(windows);
  for (let first = 0; first < windows; first += period) {
    const end = first + period - 1;
    const last = Math.min(end, windows - 1);
    let tail = at(x, end) * sign;
    for (let start = end; start >= first; start--) {
      const value = at(x, start) * sign;
      if (value > tail) tail = value;
      if (start <= last) out[start] = tail;
    }
    out[first] = at(out, first) * sign;
    let head = -Infinity;
    for (let start = first + 1; start <= last; start++) {
      const value = at(x, start + period - 1) * sign;
      if (value > head) head = value;
      const older = at(out, start);
      out[start] = Math.max(older, head) * sign;
    }
  }
  return { offset: period - 1, values: out };
}

/** The moving extreme, value by value. */
export class WindowExtreme {
  readonly #period: number;
  readonly #sign: 1 | -1;
  readonly #block: Float64Array;
  readonly #tails: Float64Array;
  #count = 0;
  #full = false;
  #head = -Infinity;

  constructor(period: number, kind: 'highest' | 'lowest') {
    this.#period = period;
    this.#sign = kind === 'highest' ? 1 : -1;
    this.#block = room(period);
    this.#tails = room(period);
  }

  push(raw: number): number | undefined {
    const value = raw * this.#sign;
    this.#block[this.#count++] = value;
    if (this.#count === this.#period) {
      let tail = value;
      for (let k = this.#period - 1; k >= 0; k--) {
        if (at(this.#block, k) > tail) tail = at(this.#block, k);
        this.#tails[k] = tail;
      }
      this.#count = 0;
      this.#head = -Infinity;
      this.#full = true;
      return tail * this.#sign;
    }
    if (!this.#full) return undefined;
    if (value > this.#head) this.#head = value;
    const older = at(this.#tails, this.#count);
    return Math.max(older, this.#head) * this.#sign;
  }
}

/**
 * How many bars ago the extreme of the last `period` values was; the newer of two equal ones. Looks the window through
 * again only when the extreme has left it.
 */
export class WindowExtremeAge {
  readonly #window: Float64Array;
  readonly #sign: 1 | -1;
  #bar = -1;
  #extremeBar = -1;
  #extreme = -Infinity;

  constructor(period: number, kind: 'highest' | 'lowest') {
    this.#window = room(period);
    this.#sign = kind === 'highest' ? 1 : -1;
  }

  push(raw: number): number | undefined {
    const value = raw * this.#sign;
    const period = this.#window.length;
    this.#bar++;
    this.#window[this.#bar % period] = value;
    if (value >= this.#extreme) {
      this.#extreme = value;
      this.#extremeBar = this.#bar;
    } else if (this.#extremeBar <= this.#bar - period) {
      this.#extreme = -Infinity;
      for (let bar = this.#bar - period + 1; bar <= this.#bar; bar++) {
        const candidate = at(this.#window, bar % period);
        if (candidate < this.#extreme) continue;
        this.#extreme = candidate;
        this.#extremeBar = bar;
      }
    }
    return this.#bar < period - 1 ? undefined : this.#bar - this.#extremeBar;
  }
}
