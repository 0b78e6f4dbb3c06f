import { at, type Numbers, requireInteger, requireSameLength } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import { type BarColumns, barColumns, requireBar, requireVolume, volumeColumn } from './column.js';
import { emaFactor } from './ema.js';
import { type Line, lineThrough } from './line.js';
import { Smoothing, startOf } from './smoothing.js';
import { WindowSum } from './window-sum.js';

export interface TradedColumns extends BarColumns {
  readonly volume: Numbers;
}

/** High, low, close and volume of equal length, checked. */
export function tradedColumns(high: Numbers, low: Numbers, close: Numbers, volume: Numbers): TradedColumns {
  requireSameLength('volume', volume, 'high', high);
  return { ...barColumns(high, low, close), volume: volumeColumn(volume) };
}

interface TradedStream {
  push(high: number, low: number, close: number, volume: number): number | undefined;
}

export function lineOfTrades(columns: TradedColumns, offset: number, stream: TradedStream): Line {
  const { high, low, close, volume } = columns;
  return lineThrough(high.length, offset, (i) => stream.push(at(high, i), at(low, i), at(close, i), at(volume, i)));
}

/** Volume × where the close lies in the bar, from −1 at the low to 1 at the high; 0 when the bar has no range. */
function moneyFlowVolume(high: number, low: number, close: number, volume: number): number {
  const range = high - low;
  return range > 0 ? ((close - low - (high - close)) / range) * volume : 0;
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

/**
 * Chaikin oscillator: EMA(`fast`) − EMA(`slow`) of the accumulation/distribution line, both begun with its first value;
 * first value at bar `slow − 1` (TA-Lib's ADOSC).
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

/**
 * Chaikin money flow, −1 to 1: money flow volume over volume, each summed over `period` bars; 0 when nothing was traded.
 * First value at bar `period − 1`.
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
