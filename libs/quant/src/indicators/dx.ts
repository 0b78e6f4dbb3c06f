import { at, type Numbers, requireInteger } from '../numbers.js';
import { barColumns, requireBar } from './column.js';
import { DirectionalCore, type DirectionalOptions, directionalOffset } from './directional-core.js';
import { type Line, lineThrough } from './line.js';

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
