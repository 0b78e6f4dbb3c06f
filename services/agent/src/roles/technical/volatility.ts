import type { Claim } from '@cream/proto/decision';
import { bearish, bullish, neutral, percent, quote, usd } from '../../evidence/claim.js';
import type { Chart } from './chart.js';

/** Distance from SMA 20, in ATR 14, beyond which a move is stretched: where Keltner channels are drawn at the widest. */
const STRETCHED_ATR = 2.5;
/** Volume against its 20-bar mean from which a day's move is confirmed: half as much again is O'Neil's mark. */
const HEAVY_VOLUME = 1.5;
/** Percentile of ATR 14 in its own history from which the market is nervous: the top fifth. */
const NERVOUS_PERCENTILE = 80;

/**
 * How far the price is from its middle, how wide it swings, and whether volume confirms the last move. All of it warns
 * or confirms and weighs less than the trend. A fall that is stretched weighs less than a rise: falls go on for longer
 * than their mean suggests, and a nervous market speaks against owning anything.
 */
export function volatilityClaims(chart: Chart): Claim[] {
  return [...bandClaims(chart), ...stretchClaims(chart), ...widthClaims(chart), ...volumeClaims(chart)];
}

function bandClaims({ percentB }: Chart): Claim[] {
  if (percentB === undefined) return [];
  if (percentB.value > 1)
    return [bearish(0.25)`%B at ${quote(percentB, 2)} is above 1: outside the upper Bollinger band`];
  if (percentB.value < 0)
    return [bullish(0.25)`%B at ${quote(percentB, 2)} is below 0: outside the lower Bollinger band`];
  return [];
}

function stretchClaims({ close, sma20, atr }: Chart): Claim[] {
  if (sma20 === undefined || atr === undefined) return [];
  const distance = close.value - sma20.value;
  if (Math.abs(distance) <= STRETCHED_ATR * atr.value) return [];
  return distance > 0
    ? [bearish(0.4)`Close at ${usd(close)} is stretched above SMA 20 at ${usd(sma20)} with ATR 14 at ${usd(atr)}`]
    : [bullish(0.3)`Close at ${usd(close)} is stretched below SMA 20 at ${usd(sma20)} with ATR 14 at ${usd(atr)}`];
}

function widthClaims({ bandWidth, atr, atrPercentile }: Chart): Claim[] {
  const claims: Claim[] = [];
  if (bandWidth !== undefined) claims.push(neutral(0.1)`Bollinger width is ${percent(bandWidth)} of the middle band`);
  if (atr !== undefined && atrPercentile !== undefined && atrPercentile.value >= NERVOUS_PERCENTILE) {
    claims.push(
      bearish(
        0.25,
      )`ATR 14 at ${usd(atr)} is at percentile ${quote(atrPercentile, 0)} of its history, from 80 on nervous`,
    );
  }
  return claims;
}

function volumeClaims({ volumeRatio, return1 }: Chart): Claim[] {
  if (volumeRatio === undefined || return1 === undefined) return [];
  if (volumeRatio.value < HEAVY_VOLUME || return1.value === 0) return [];
  return return1.value > 0
    ? [bullish(0.3)`A day of ${percent(return1)} came with ${quote(volumeRatio, 2)} times the mean volume`]
    : [bearish(0.3)`A day of ${percent(return1)} came with ${quote(volumeRatio, 2)} times the mean volume`];
}
