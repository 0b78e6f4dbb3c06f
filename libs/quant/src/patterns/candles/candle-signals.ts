import { type Line, lineOf } from '../../indicators/line.js';
import { at, type Numbers, requireSameLength } from '../../numbers.js';
import { type Candle, CandleReader } from './candle.js';
import type { CandlePattern, CandleSignal } from './candle-pattern.js';

/** Prices of the same bars, oldest first. */
export interface CandleColumns {
  readonly open: Numbers;
  readonly high: Numbers;
  readonly low: Numbers;
  readonly close: Numbers;
}

/**
 * The candles of a series.
 *
 * @throws QuantError for columns of different lengths, prices that are not finite, a high below its low
 */
export function candlesOf({ open, high, low, close }: CandleColumns): Candle[] {
  requireSameLength('high', high, 'open', open);
  requireSameLength('low', low, 'open', open);
  requireSameLength('close', close, 'open', open);
  const reader = new CandleReader();
  const candles: Candle[] = [];
  for (let i = 0; i < open.length; i++) candles.push(reader.push(at(open, i), at(high, i), at(low, i), at(close, i)));
  return candles;
}

/** A pattern's signal at every bar from its lookback on, as TA-Lib gives it: −100, 0 or 100, ±200 for a confirmed hikkake. */
export function candleSignals(pattern: CandlePattern, columns: CandleColumns): Line {
  const candles = candlesOf(columns);
  return lineOf(columns.open, pattern.lookback, (index) => pattern.signalAt(candles, index));
}

/** The longest look back is seven candles (a modified hikkake and its confirmation) and the six of the trend before. */
const KEPT = 16;

/** The newest candles of a stream, enough of them for any pattern and the trend before it. */
export class RecentCandles {
  readonly #reader = new CandleReader();
  #candles: Candle[] = [];
  #count = 0;

  get candles(): readonly Candle[] {
    return this.#candles;
  }

  /** How many bars were pushed. */
  get count(): number {
    return this.#count;
  }

  push(open: number, high: number, low: number, close: number): void {
    this.#candles.push(this.#reader.push(open, high, low, close));
    this.#count++;
    // Cut rarely, so that a push costs the same on average.
    if (this.#candles.length >= 4 * KEPT) this.#candles = this.#candles.slice(-KEPT);
  }
}

/** `candleSignals` bar by bar: equal to the last bit. */
export class CandleSignalStream {
  readonly #recent = new RecentCandles();

  constructor(readonly pattern: CandlePattern) {}

  /** The signal at the pushed bar; undefined inside the lookback. */
  push(open: number, high: number, low: number, close: number): CandleSignal | undefined {
    this.#recent.push(open, high, low, close);
    if (this.#recent.count <= this.pattern.lookback) return undefined;
    return this.pattern.signalAt(this.#recent.candles, this.#recent.candles.length - 1);
  }
}
