import { QuantError } from '../../quant-error.js';
import { requirePatternPrice } from '../price-range.js';
import { CANDLE_SETTINGS, type CandleLimits, type CandleSetting } from './candle-settings.js';

/** 1 is white (it closed at or above its open), −1 is black. */
export type CandleColour = 1 | -1;

/** A bar as the patterns see it, with what "long", "short", "near" mean after the candles before it. */
export interface Candle {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly colour: CandleColour;
  /** Length of the body, and its upper and lower end. */
  readonly body: number;
  readonly top: number;
  readonly bottom: number;
  readonly upperShadow: number;
  readonly lowerShadow: number;
  readonly range: number;
  readonly limits: CandleLimits;
}

/**
 * Makes candles of bars, oldest first. The means roll as TA-Lib's do (the newest measure less the oldest is added to the
 * sum), so that batch and streaming agree to the last bit, and both with TA-Lib run over the same series, except where a
 * tie hangs on the last bit of a sum: TA-Lib's begin a bar or two later, so that their rounding may be another.
 */
export class CandleReader {
  readonly #bodies = new RollingSum(CANDLE_SETTINGS.bodyLong.period);
  readonly #ranges = new RollingSum(CANDLE_SETTINGS.bodyDoji.period);
  readonly #shadows = new RollingSum(CANDLE_SETTINGS.shadowShort.period);
  readonly #lastRanges = new RollingSum(CANDLE_SETTINGS.near.period);
  #count = 0;

  /** @throws QuantError for a price that is not finite or beyond 1e100, and for a high below the low */
  push(open: number, high: number, low: number, close: number): Candle {
    const index = this.#count++;
    requirePatternPrice('open', open, index);
    requirePatternPrice('high', high, index);
    requirePatternPrice('low', low, index);
    requirePatternPrice('close', close, index);
    if (high < low) throw new QuantError('high', `must not lie below the low, got ${high} and ${low}`, index);

    const body = Math.abs(close - open);
    const top = Math.max(open, close);
    const bottom = Math.min(open, close);
    const upperShadow = high - top;
    const lowerShadow = bottom - low;
    const range = high - low;
    const limits = this.#limits(body);
    this.#bodies.push(body);
    this.#ranges.push(range);
    this.#shadows.push(upperShadow + lowerShadow);
    this.#lastRanges.push(range);
    const colour = close >= open ? 1 : -1;
    return { open, high, low, close, colour, body, top, bottom, upperShadow, lowerShadow, range, limits };
  }

  #limits(body: number): CandleLimits {
    const { bodyLong, bodyVeryLong, bodyShort, bodyDoji, shadowLong, shadowVeryLong } = CANDLE_SETTINGS;
    const { shadowShort, shadowVeryShort, near, far, equal } = CANDLE_SETTINGS;
    return {
      bodyLong: limitOf(bodyLong, this.#bodies.sum),
      bodyVeryLong: limitOf(bodyVeryLong, this.#bodies.sum),
      bodyShort: limitOf(bodyShort, this.#bodies.sum),
      bodyDoji: limitOf(bodyDoji, this.#ranges.sum),
      shadowLong: shadowLong.factor * body,
      shadowVeryLong: shadowVeryLong.factor * body,
      shadowShort: limitOf(shadowShort, this.#shadows.sum) / 2,
      shadowVeryShort: limitOf(shadowVeryShort, this.#ranges.sum),
      near: limitOf(near, this.#lastRanges.sum),
      far: limitOf(far, this.#lastRanges.sum),
      equal: limitOf(equal, this.#lastRanges.sum),
    };
  }
}

function limitOf(setting: CandleSetting, sum: number): number {
  return setting.factor * (sum / setting.period);
}

/** The sum of the newest values; NaN until there are as many as the period. */
class RollingSum {
  readonly #values: Float64Array;
  #count = 0;
  #sum = 0;

  constructor(period: number) {
    this.#values = new Float64Array(period);
  }

  get sum(): number {
    return this.#count < this.#values.length ? Number.NaN : this.#sum;
  }

  push(value: number): void {
    const slot = this.#count % this.#values.length;
    // Before the sum is full the slot holds 0.
    this.#sum += value - (this.#values[slot] ?? 0);
    this.#values[slot] = value;
    this.#count++;
  }
}
