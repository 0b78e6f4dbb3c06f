import { at, type Numbers, requireInteger } from '../numbers.js';
import { barColumns, requireBar } from './column.js';
import { DirectionalCore } from './directional-core.js';
import type { DirectionalReading } from './directional-indicators.js';
import { type Line, linesThrough } from './line.js';

/** Wilder's smoothed +DM and −DM in price units, from bar `period − 1`, where they are plain sums (TA-Lib). */
export function directionalMovement(
  high: Numbers,
  low: Numbers,
  period = 14,
): { readonly plus: Line; readonly minus: Line } {
  const stream = new DirectionalMovementStream(period);
  const bars = barColumns(high, low, low);
  return linesThrough(['plus', 'minus'], high.length, period - 1, (i) =>
    stream.push(at(bars.high, i), at(bars.low, i)),
  );
}

/** `directionalMovement`, bar by bar. */
export class DirectionalMovementStream {
  readonly #core: DirectionalCore;
  readonly #offset: number;

  constructor(period = 14) {
    requireInteger('period', period, 2);
    this.#core = new DirectionalCore(period, 'ta-lib');
    this.#offset = period - 1;
  }

  push(high: number, low: number): DirectionalReading | undefined {
    // Movement does not look at the close.
    requireBar(high, low, low);
    if (this.#core.step(high, low, low) < this.#offset) return undefined;
    return { plus: this.#core.plusMovement, minus: this.#core.minusMovement };
  }
}
