import type { BarValues } from '../matching/triggers.js';

/** A fill about to happen, as a slippage model sees it. */
export interface Touch {
  readonly buy: boolean;
  /** Before slippage. */
  readonly price: number;
  readonly quantity: number;
  readonly bar: BarValues;
  /** Units of the instrument that the bar has filled before. */
  readonly filledBefore: number;
}

/** By how much a fill is worse than the price it meets. */
export interface SlippageModel {
  /** Whether it moves limit orders too. A moved price that lies beyond the limit fills nothing. */
  readonly onLimits: boolean;
  /** At most this share of a bar's volume fills; undefined: no limit of its own. */
  readonly volumeShare?: number | undefined;
  /** The price of the fill: six fraction digits, rounded up for a buyer, down for a seller. */
  price(touch: Touch): number;
}

/**
 * A computed price with six fraction digits, rounded against whoever trades. What lies within a thousandth of a
 * millionth of a whole millionth is that: floating point arithmetic has not been exact to more. A move that is larger
 * than the price leaves a seller nothing: nobody pays to sell.
 */
export function againstTrader(price: number, buy: boolean): number {
  const micros = Math.max(0, price * 1e6);
  const nearest = Math.round(micros);
  if (Math.abs(micros - nearest) < 1e-3) return nearest / 1e6;
  return (buy ? Math.ceil(micros) : Math.floor(micros)) / 1e6;
}
