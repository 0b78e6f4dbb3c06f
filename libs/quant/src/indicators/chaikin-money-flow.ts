import { type Numbers, requireInteger } from '../numbers.js';
import { moneyFlowVolume } from './accumulation-distribution.js';
import { requireBar, requireVolume } from './column.js';
import type { Line } from './line.js';
import { lineOfTrades, tradedColumns } from './traded-columns.js';
import { WindowSum } from './window-sum.js';

/**
 * Money flow after Chaikin, −1 to 1: money flow volume over volume, each summed over `period` bars; 0 when nothing was
 * traded (StockCharts, TA-Lib from release 0.8 on). First value at bar `period − 1`.
 */
export function chaikinMoneyFlow(high: Numbers, low: Numbers, close: Numbers, volume: Numbers, period = 20): Line {
  const stream = new ChaikinMoneyFlowStream(period);
  return lineOfTrades(tradedColumns(high, low, close, volume), period - 1, stream);
}

/** `chaikinMoneyFlow`, bar by bar. */
export class ChaikinMoneyFlowStream {
  readonly #flow: WindowSum;
  readonly #volume: WindowSum;

  constructor(period = 20) {
    requireInteger('period', period, 1);
    this.#flow = new WindowSum(period);
    this.#volume = new WindowSum(period);
  }

  push(high: number, low: number, close: number, volume: number): number | undefined {
    requireBar(high, low, close);
    requireVolume(volume);
    const flow = this.#flow.push(moneyFlowVolume(high, low, close, volume));
    const traded = this.#volume.push(volume);
    if (flow === undefined || traded === undefined) return undefined;
    return traded === 0 ? 0 : flow / traded;
  }
}
