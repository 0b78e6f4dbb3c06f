import { type Pivot, swingPivots } from '../../levels/pivots.js';
import { requireInteger, requireNumber } from '../../numbers.js';
import { requirePatternPrice } from '../price-range.js';
import { withOutcome } from './chart-outcome.js';
import type { ChartOutline, ChartPattern } from './chart-pattern.js';
import type { ChartPatternOptions } from './chart-patterns.js';
import { mirroredPattern } from './mirrored-pattern.js';
import { MOST_SWINGS, outlinesOf } from './outlines.js';
import { Swings } from './swings.js';

/**
 * `findChartPatterns` bar by bar: the newest word on every pattern is what `findChartPatterns` says of the bars so far, to
 * the last bit. It keeps the series; a bar costs as much as the patterns still forming have bars.
 */
export class ChartPatternStream {
  readonly #upright: UprightStream;
  readonly #mirrored: UprightStream;
  #count = 0;

  constructor(options: ChartPatternOptions = {}) {
    const { side = 5, minHeight = 2 } = options;
    requireInteger('side', side, 1);
    requireNumber('minHeight', minHeight);
    this.#upright = new UprightStream(side, minHeight);
    this.#mirrored = new UprightStream(side, minHeight);
  }

  /** The patterns that became known at the pushed bar, and those confirmed or failed at it. */
  push(high: number, low: number, close: number): ChartPattern[] {
    const index = this.#count++;
    requirePatternPrice('high', high, index);
    requirePatternPrice('low', low, index);
    requirePatternPrice('close', close, index);
    const upright = this.#upright.push(high, low, close);
    // 0 − x, not −x: a zero must not become −0.
    return [...upright, ...this.#mirrored.push(0 - low, 0 - high, 0 - close).map(mirroredPattern)];
  }
}

class UprightStream {
  readonly #columns = { high: [] as number[], low: [] as number[], close: [] as number[] };
  readonly #swings = new Swings(MOST_SWINGS);
  #forming: ChartOutline[] = [];

  constructor(
    readonly side: number,
    readonly minHeight: number,
  ) {}

  push(high: number, low: number, close: number): ChartPattern[] {
    this.#columns.high.push(high);
    this.#columns.low.push(low);
    this.#columns.close.push(close);
    const isNew = this.#swings.push(this.#newPivots());
    const outlines = isNew ? outlinesOf(this.#swings, this.#columns, this.minHeight) : [];
    const known = outlines.map((outline) => withOutcome(outline, this.#columns, this.side));
    const decided = this.#forming
      .map((outline) => withOutcome(outline, this.#columns, this.side))
      .filter(({ status }) => status !== 'FORMING');
    const isDecided = new Set(decided.map(({ pivots }) => pivots));
    this.#forming = [
      ...this.#forming.filter(({ pivots }) => !isDecided.has(pivots)),
      ...outlines.filter((_, i) => known[i]?.status === 'FORMING'),
    ];
    return [...decided, ...known];
  }

  /** The pivots that the newest bar makes known. */
  #newPivots(): Pivot[] {
    const { high, low } = this.#columns;
    const start = high.length - (2 * this.side + 1);
    if (start < 0) return [];
    return swingPivots(high.slice(start), low.slice(start), this.side).map((pivot) => ({
      ...pivot,
      index: pivot.index + start,
    }));
  }
}
