import { type Numbers, SMALLEST } from '../numbers.js';
import { requireBar, requireVolume } from './column.js';
import type { Line } from './line.js';
import { lineOfTrades, tradedColumns } from './traded-columns.js';

/** Volume × where the close lies in the bar, from −1 at the low to 1 at the high; 0 when the bar has no range. */
export function moneyFlowVolume(high: number, low: number, close: number, volume: number): number {
  const range = high - low;
  return range >= SMALLEST ? ((close - low - (high - close)) / range) * volume : 0;
}

/** Accumulation/distribution line after Chaikin: the sum of money flow volumes from bar 0 (TA-Lib's AD). */
export function accumulationDistribution(high: Numbers, low: Numbers, close: Numbers, volume: Numbers): Line {
  return lineOfTrades(tradedColumns(high, low, close, volume), 0, new AccumulationDistributionStream());
}

/** `accumulationDistribution`, bar by bar. */
export class AccumulationDistributionStream {
  #sum = 0;

  push(high: number, low: number, close: number, volume: number): number {
    requireBar(high, low, close);
    requireVolume(volume);
    this.#sum += moneyFlowVolume(high, low, close, volume);
    return this.#sum;
  }
}
