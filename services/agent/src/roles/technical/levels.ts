import type { Claim } from '@cream/proto/decision';
import { bearish, bullish, quote, usd, word } from '../../evidence/claim.js';
import { type FactIndex, reading } from '../../evidence/fact-index.js';
import type { Chart } from './chart.js';

/** A level closer than this many ATR 14 is in the way of, or under, the next move: one ordinary day reaches it. */
const NEAR_ATR = 0.75;

/** The nearest support and resistance, when the price is close to them. A level holds until it does not: a small weight. */
export function levelClaims({ close, atr, support, resistance }: Chart): Claim[] {
  if (atr === undefined) return [];
  const claims: Claim[] = [];
  const [floor] = support;
  const [ceiling] = resistance;
  if (floor !== undefined && close.value - floor.value <= NEAR_ATR * atr.value) {
    claims.push(bullish(0.25)`Close at ${usd(close)} rests on support at ${usd(floor)}, ATR 14 is ${usd(atr)}`);
  }
  if (ceiling !== undefined && ceiling.value - close.value <= NEAR_ATR * atr.value) {
    claims.push(bearish(0.25)`Close at ${usd(close)} is under resistance at ${usd(ceiling)}, ATR 14 is ${usd(atr)}`);
  }
  return claims;
}

/**
 * The regime's own direction, weighted by how sure the classifier is: from that of a hint to that of the 200-bar line,
 * because it is made of the same averages. Ranges and quiet markets have no direction.
 */
export function regimeClaims(index: FactIndex, symbol: string): Claim[] {
  const label = index.first(symbol, 'regime.label');
  const confidence = reading(index.first(symbol, 'regime.confidence'));
  if (label?.value.case !== 'label' || confidence === undefined) return [];
  const weight = 0.2 + 0.4 * confidence.value;
  switch (label.value.value) {
    case 'BULL_TREND':
      return [bullish(weight)`The regime is ${word(label)} with confidence ${quote(confidence, 2)}`];
    case 'BEAR_TREND':
      return [bearish(weight)`The regime is ${word(label)} with confidence ${quote(confidence, 2)}`];
    case 'HIGH_VOLATILITY':
      return [bearish(0.2)`The regime is ${word(label)} with confidence ${quote(confidence, 2)}`];
    default:
      return [];
  }
}
