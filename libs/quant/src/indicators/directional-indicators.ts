import { at, type Numbers, requireInteger } from '../numbers.js';
import { barColumns, requireBar } from './column.js';
import { DirectionalCore, type DirectionalOptions, directionalOffset } from './directional-core.js';
import { type Line, linesThrough } from './line.js';

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
