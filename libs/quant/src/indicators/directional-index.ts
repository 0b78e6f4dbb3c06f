import { at, type Numbers, requireInteger } from '../numbers.js';
import { barColumns, requireBar } from './column.js';
import { DirectionalCore, type DirectionalOptions, directionalOffset } from './directional-core.js';
import { type Line, linesThrough, lineThrough } from './line.js';

export interface DirectionalReading {
  /** +DI */
  readonly plus: number;
  /** −DI */
  readonly minus: number;
}

/**
 * Wilder's directional indicators +DI and −DI, each 0 to 100: smoothed movement as a share of the smoothed true range.
 * First values at bar `period` (seed `tulip`: one earlier).
 */
export function directionalIndicators(
  high: Numbers,
  low: Numbers,
  close: Numbers,
  period = 14,
  options: DirectionalOptions = {},
): { readonly plus: Line; readonly minus: Line } {
  const stream = new DirectionalIndicatorsStream(period, options);
  const bars = barColumns(high, low, close);
  return linesThrough(['plus', 'minus'], high.length, stream.offset, (i) =>
    stream.push(at(bars.high, i), at(bars.low, i), at(bars.close, i)),
  );
}

/** `directionalIndicators`, bar by bar. */
export class DirectionalIndicatorsStream {
  readonly #core: DirectionalCore;
  /** Bar of the first value. */
  readonly offset: number;

  constructor(period = 14, { seed = 'ta-lib' }: DirectionalOptions = {}) {
    requireInteger('period', period, 2);
    this.#core = new DirectionalCore(period, seed);
    this.offset = directionalOffset(period, seed);
  }

  push(high: number, low: number, close: number): DirectionalReading | undefined {
    requireBar(high, low, close);
    if (this.#core.step(high, low, close) < this.offset) return undefined;
    return { plus: this.#core.plusDi, minus: this.#core.minusDi };
  }
}

/**
 * Directional index DX, 0 to 100: 100·|+DI − −DI| / (+DI + −DI); without any movement the value before, at first 0
 * (TA-Lib).
 */
export function dx(
  high: Numbers,
  low: Numbers,
  close: Numbers,
  period = 14,
  { seed = 'ta-lib' }: DirectionalOptions = {},
): Line {
  const stream = new DxStream(period, { seed });
  const bars = barColumns(high, low, close);
  return lineThrough(high.length, directionalOffset(period, seed), (i) =>
    stream.push(at(bars.high, i), at(bars.low, i), at(bars.close, i)),
  );
}

/** `dx`, bar by bar. */
export class DxStream {
  readonly #core: DirectionalCore;
  readonly #offset: number;

  constructor(period = 14, { seed = 'ta-lib' }: DirectionalOptions = {}) {
    requireInteger('period', period, 2);
    this.#core = new DirectionalCore(period, seed);
    this.#offset = directionalOffset(period, seed);
  }

  push(high: number, low: number, close: number): number | undefined {
    requireBar(high, low, close);
    return this.#core.step(high, low, close) < this.#offset ? undefined : this.#core.dx;
  }
}

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
