import { at, type Numbers, requireInteger } from '../numbers.js';
import { type BarColumns, barColumns, column, requireBar, requireValue } from './column.js';
import { type Line, shifted } from './line.js';
import { isSamePrice } from './rounding.js';
import { RsiStream, rsi } from './rsi.js';
import { highestLine, lowestLine, WindowExtreme } from './window-extreme.js';
import { meanLine, WindowMean } from './window-moments.js';

export interface Stochastic {
  readonly k: Line;
  readonly d: Line;
}

export interface StochasticReading {
  readonly k: number;
  /** Undefined while %K is too short for its average. */
  readonly d: number | undefined;
}

/**
 * Slow stochastic after Lane: %K is the simple average over `kSmoothing` bars of
 * 100·(close − lowest low) / (highest high − lowest low) of the last `kPeriod` bars, %D the simple average of %K over
 * `dPeriod` bars (TA-Lib's STOCH with simple averages). 0 to 100; 0 where the bars have no range at all (TA-Lib).
 * %K from bar `kPeriod + kSmoothing − 2`, %D `dPeriod − 1` later; TA-Lib hides %K until %D exists.
 */
export function stochastic(
  high: Numbers,
  low: Numbers,
  close: Numbers,
  kPeriod = 5,
  kSmoothing = 3,
  dPeriod = 3,
): Stochastic {
  requirePeriods(kPeriod, kSmoothing, dPeriod);
  return smoothStochastic(barColumns(high, low, close), kPeriod, kSmoothing, dPeriod);
}

/** Fast stochastic: %K without smoothing (TA-Lib's STOCHF). */
export function fastStochastic(high: Numbers, low: Numbers, close: Numbers, kPeriod = 5, dPeriod = 3): Stochastic {
  return stochastic(high, low, close, kPeriod, 1, dPeriod);
}

/**
 * Stochastic of the relative strength index after Chande and Kroll (1994), 0 to 100: where RSI(`rsiPeriod`) stands in
 * its range of `kPeriod` bars (TA-Lib's STOCHRSI, but that RSI is 50 and not 0 before the first movement). Charting
 * programs smooth %K by 3; TA-Lib does not. 0 where RSI stands still: a bar without change leaves nothing but rounding.
 */
export function stochasticRsi(values: Numbers, rsiPeriod = 14, kPeriod = 5, kSmoothing = 1, dPeriod = 3): Stochastic {
  requireInteger('rsiPeriod', rsiPeriod, 1);
  requirePeriods(kPeriod, kSmoothing, dPeriod);
  const strength = rsi(column('values', values), rsiPeriod);
  const bars = { high: strength.values, low: strength.values, close: strength.values };
  const { k, d } = smoothStochastic(bars, kPeriod, kSmoothing, dPeriod);
  return { k: shifted(k, strength.offset), d: shifted(d, strength.offset) };
}

function smoothStochastic(bars: BarColumns, kPeriod: number, kSmoothing: number, dPeriod: number): Stochastic {
  const raw = rawStochastic(bars, kPeriod);
  const k = kSmoothing === 1 ? raw : shifted(meanLine(raw.values, kSmoothing), raw.offset);
  return { k, d: shifted(meanLine(k.values, dPeriod), k.offset) };
}

/** Raw %K in the place of the highest highs, which nobody else holds. */
export function rawStochastic({ high, low, close }: BarColumns, period: number): Line {
  const { values } = highestLine(high, period);
  const lowest = lowestLine(low, period).values;
  const offset = period - 1;
  for (let k = 0; k < values.length; k++) {
    values[k] = stochasticOf(at(values, k), at(lowest, k), at(close, k + offset));
  }
  return { offset, values };
}

/** Where a close lies between two prices, 0 to 100; `flat` where they are the same up to rounding: TA-Lib says 0. */
export function stochasticOf(highest: number, lowest: number, close: number, flat = 0): number {
  // Divided first: the quotient is at most 1 and so the product at most 100, to the last bit.
  return isSamePrice(highest, lowest) ? flat : 100 * ((close - lowest) / (highest - lowest));
}

/** Raw %K, bar by bar. */
export class RawStochastic {
  readonly #highest: WindowExtreme;
  readonly #lowest: WindowExtreme;
  readonly #flat: number;

  constructor(period: number, flat = 0) {
    this.#flat = flat;
    this.#highest = new WindowExtreme(period, 'highest');
    this.#lowest = new WindowExtreme(period, 'lowest');
  }

  push(high: number, low: number, close: number): number | undefined {
    const highest = this.#highest.push(high);
    const lowest = this.#lowest.push(low);
    return highest === undefined || lowest === undefined ? undefined : stochasticOf(highest, lowest, close, this.#flat);
  }
}

/** `stochastic`, bar by bar. */
export class StochasticStream {
  readonly #raw: RawStochastic;
  readonly #k: WindowMean;
  readonly #d: WindowMean;

  constructor(kPeriod = 5, kSmoothing = 3, dPeriod = 3) {
    requirePeriods(kPeriod, kSmoothing, dPeriod);
    this.#raw = new RawStochastic(kPeriod);
    this.#k = new WindowMean(kSmoothing);
    this.#d = new WindowMean(dPeriod);
  }

  push(high: number, low: number, close: number): StochasticReading | undefined {
    requireBar(high, low, close);
    const raw = this.#raw.push(high, low, close);
    const k = raw === undefined ? undefined : this.#k.push(raw);
    return k === undefined ? undefined : { k, d: this.#d.push(k) };
  }
}

/** `fastStochastic`, bar by bar. */
export class FastStochasticStream extends StochasticStream {
  constructor(kPeriod = 5, dPeriod = 3) {
    super(kPeriod, 1, dPeriod);
  }
}

/** `stochasticRsi`, value by value. */
export class StochasticRsiStream {
  readonly #rsi: RsiStream;
  readonly #stochastic: StochasticStream;

  constructor(rsiPeriod = 14, kPeriod = 5, kSmoothing = 1, dPeriod = 3) {
    requireInteger('rsiPeriod', rsiPeriod, 1);
    this.#rsi = new RsiStream(rsiPeriod);
    this.#stochastic = new StochasticStream(kPeriod, kSmoothing, dPeriod);
  }

  push(value: number): StochasticReading | undefined {
    requireValue('value', value);
    const strength = this.#rsi.push(value);
    return strength === undefined ? undefined : this.#stochastic.push(strength, strength, strength);
  }
}

function requirePeriods(kPeriod: number, kSmoothing: number, dPeriod: number): void {
  requireInteger('kPeriod', kPeriod, 1);
  requireInteger('kSmoothing', kSmoothing, 1);
  requireInteger('dPeriod', dPeriod, 1);
}
