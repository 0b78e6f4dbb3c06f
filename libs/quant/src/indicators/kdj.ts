import { at, type Numbers, requireInteger } from '../numbers.js';
import { barColumns, requireBar } from './column.js';
import { type Line, linesThrough } from './line.js';
import { smoothed } from './smoothing.js';
import { RawStochastic } from './stochastic.js';

const MIDDLE = 50;

export interface KdjReading {
  readonly k: number;
  readonly d: number;
  /** 3·K − 2·D: leaves 0 to 100 when K runs ahead of D. */
  readonly j: number;
}

/**
 * KDJ, the stochastic of East Asian charting programs: the raw %K of `period` bars smoothed by 1 / `kSmoothing` from 50
 * on gives K, K smoothed by 1 / `dSmoothing` from 50 on gives D, and J is 3·K − 2·D. A range of 0 is neither high nor low:
 * its raw %K counts as 50. First values at bar `period − 1`. (TA-Lib's KDJ, new in release 0.8, begins with plain means
 * instead of 50 and so begins later; the lines meet after some tens of bars.)
 */
export function kdj(
  high: Numbers,
  low: Numbers,
  close: Numbers,
  period = 9,
  kSmoothing = 3,
  dSmoothing = 3,
): { readonly k: Line; readonly d: Line; readonly j: Line } {
  const stream = new KdjStream(period, kSmoothing, dSmoothing);
  const bars = barColumns(high, low, close);
  return linesThrough(['k', 'd', 'j'], high.length, period - 1, (i) =>
    stream.push(at(bars.high, i), at(bars.low, i), at(bars.close, i)),
  );
}

/** `kdj`, bar by bar. */
export class KdjStream {
  readonly #raw: RawStochastic;
  readonly #kFactor: number;
  readonly #dFactor: number;
  #k = MIDDLE;
  #d = MIDDLE;

  constructor(period = 9, kSmoothing = 3, dSmoothing = 3) {
    requireInteger('period', period, 1);
    requireInteger('kSmoothing', kSmoothing, 1);
    requireInteger('dSmoothing', dSmoothing, 1);
    this.#raw = new RawStochastic(period, MIDDLE);
    this.#kFactor = 1 / kSmoothing;
    this.#dFactor = 1 / dSmoothing;
  }

  push(high: number, low: number, close: number): KdjReading | undefined {
    requireBar(high, low, close);
    const raw = this.#raw.push(high, low, close);
    if (raw === undefined) return undefined;
    this.#k = smoothed(this.#k, raw, this.#kFactor);
    this.#d = smoothed(this.#d, this.#k, this.#dFactor);
    return { k: this.#k, d: this.#d, j: 3 * this.#k - 2 * this.#d };
  }
}
