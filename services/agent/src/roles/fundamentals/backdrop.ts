import type { Claim } from '@cream/proto/decision';
import { bearish, bullish, neutral, percent, usd, word } from '../../evidence/claim.js';
import type { FactIndex } from '../../evidence/fact-index.js';

/** Monthly moves of an index smaller than this are ordinary and say nothing. */
const SMALL_MONTH = 0.02;

/**
 * What context symbols (indices that are never traded) say about the market as a whole. Most stocks follow it, none has
 * to: each claim weighs about half of what the same observation weighs on the symbol's own chart.
 */
export function backdropClaims(index: FactIndex): Claim[] {
  return [...index.subjects()]
    .filter((subject) => subject !== 'PORTFOLIO' && !index.briefing.symbols.includes(subject))
    .flatMap((subject) => [
      ...levelClaims(index, subject),
      ...monthClaims(index, subject),
      ...regimeClaims(index, subject),
    ]);
}

function levelClaims(index: FactIndex, subject: string): Claim[] {
  const close = index.number(subject, 'price.last');
  const average = index.number(subject, 'indicator.sma_200');
  if (close === undefined || average === undefined || close.value === average.value) return [];
  return close.value > average.value
    ? [bullish(0.3)`${subject} at ${usd(close)} is above SMA 200 at ${usd(average)}`]
    : [bearish(0.3)`${subject} at ${usd(close)} is below SMA 200 at ${usd(average)}`];
}

function monthClaims(index: FactIndex, subject: string): Claim[] {
  const month = index.number(subject, 'indicator.return_20');
  if (month === undefined || Math.abs(month.value) < SMALL_MONTH) return [];
  return month.value > 0
    ? [bullish(0.15)`${subject} returned ${percent(month)} over 20 bars`]
    : [bearish(0.15)`${subject} returned ${percent(month)} over 20 bars`];
}

function regimeClaims(index: FactIndex, subject: string): Claim[] {
  const label = index.first(subject, 'regime.label');
  if (label?.value.case !== 'label') return [];
  switch (label.value.value) {
    case 'BULL_TREND':
      return [bullish(0.25)`The regime of ${subject} is ${word(label)}`];
    case 'BEAR_TREND':
      return [bearish(0.25)`The regime of ${subject} is ${word(label)}`];
    case 'HIGH_VOLATILITY':
      return [bearish(0.15)`The regime of ${subject} is ${word(label)}`];
    default:
      return [neutral(0)`The regime of ${subject} is ${word(label)}`];
  }
}
