import { type Numbers, requireInteger } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { AccumulationDistributionStream } from './accumulation-distribution.js';
import { emaFactor } from './ema.js';
import type { Line } from './line.js';
import { Smoothing, startOf } from './smoothing.js';
import { lineOfTrades, tradedColumns } from './traded-columns.js';

/**
 * Chaikin oscillator: EMA(`fast`) − EMA(`slow`) of the accumulation/distribution line, both begun with its first value;
 * first value at bar `slow − 1` (TA-Lib's ADOSC). `fast` must be the shorter; TA-Lib takes either order.
 */
export function chaikinOscillator(
  high: Numbers,
  low: Numbers,
  close: Numbers,
  volume: Numbers,
  fast = 3,
  slow = 10,
): Line {
  const stream = new ChaikinOscillatorStream(fast, slow);
  return lineOfTrades(tradedColumns(high, low, close, volume), slow - 1, stream);
}

/** `chaikinOscillator`, bar by bar. */
export class ChaikinOscillatorStream {
  readonly #line = new AccumulationDistributionStream();
  readonly #fast: Smoothing;
  readonly #slow: Smoothing;

  constructor(fast = 3, slow = 10) {
    requireInteger('fast', fast, 1);
    requireInteger('slow', slow, 1);
    if (fast >= slow) throw new QuantError('fast', `must be less than slow (${slow}), got ${fast}`);
    this.#fast = new Smoothing(emaFactor(fast), startOf(fast, 'first'));
    this.#slow = new Smoothing(emaFactor(slow), startOf(slow, 'first'));
  }

  push(high: number, low: number, close: number, volume: number): number | undefined {
    const line = this.#line.push(high, low, close, volume);
    const fast = this.#fast.push(line);
    const slow = this.#slow.push(line);
    return fast === undefined || slow === undefined ? undefined : fast - slow;
  }
}
