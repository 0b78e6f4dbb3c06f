import type { Claim } from '@cream/proto/decision';
import { bearish, bullish, usd } from '../../evidence/claim.js';
import type { Reading } from '../../evidence/fact-index.js';
import type { Chart } from './chart.js';

/**
 * Where the close stands against its averages, and the averages against each other.
 *
 * The longer an average, the more money follows it and the more its side weighs: the 200-bar line most, the 50-bar line
 * and its cross with the former less, the 20-bar line of a swing least. EMA 9 over 21 is early and errs more often.
 */
export function trendClaims(chart: Chart): Claim[] {
  return [
    ...compare(chart.close, 'Close', chart.sma20, 'SMA 20', 0.25),
    ...compare(chart.close, 'Close', chart.sma50, 'SMA 50', 0.4),
    ...compare(chart.close, 'Close', chart.sma200, 'SMA 200', 0.6),
    ...compare(chart.sma50, 'SMA 50', chart.sma200, 'SMA 200', 0.4),
    ...compare(chart.ema9, 'EMA 9', chart.ema21, 'EMA 21', 0.35),
  ];
}

function compare(
  one: Reading | undefined,
  oneName: string,
  other: Reading | undefined,
  otherName: string,
  weight: number,
): Claim[] {
  if (one === undefined || other === undefined || one.value === other.value) return [];
  return one.value > other.value
    ? [bullish(weight)`${oneName} at ${usd(one)} is above ${otherName} at ${usd(other)}`]
    : [bearish(weight)`${oneName} at ${usd(one)} is below ${otherName} at ${usd(other)}`];
}
