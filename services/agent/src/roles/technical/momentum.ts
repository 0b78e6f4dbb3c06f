import type { Claim } from '@cream/proto/decision';
import { bearish, bullish, percent, quote, usd } from '../../evidence/claim.js';
import { type Chart, type Trend, trendOf } from './chart.js';

/** Monthly moves smaller than this are what an index does in an ordinary month: they say nothing about direction. */
const SMALL_MONTH = 0.02;

/**
 * RSI 14 read in the light of the trend, MACD against its signal line, and the last month's return.
 *
 * 70 and 30 are Wilder's marks (New Concepts in Technical Trading Systems, 1978) and weigh most: they warn of a turn.
 * From 45 to 55 neither side leads. In a downtrend RSI stays low for long, so that below 30 is weakness and no bargain.
 * MACD and the month follow the price and confirm: they weigh less than the averages they are made of.
 */
export function momentumClaims(chart: Chart): Claim[] {
  return [...rsiClaims(chart, trendOf(chart)), ...macdClaims(chart), ...monthClaims(chart)];
}

function rsiClaims({ rsi }: Chart, trend: Trend): Claim[] {
  if (rsi === undefined) return [];
  if (rsi.value > 70) return [bearish(0.4)`RSI 14 at ${quote(rsi, 1)} is above 70: overbought`];
  if (rsi.value < 30) {
    return trend === 'down'
      ? [bearish(0.2)`RSI 14 at ${quote(rsi, 1)} is below 30 in a downtrend: weak, and stretched`]
      : [bullish(0.4)`RSI 14 at ${quote(rsi, 1)} is below 30: oversold`];
  }
  if (rsi.value >= 55) return [bullish(0.25)`RSI 14 at ${quote(rsi, 1)} is above 55: buyers lead`];
  if (rsi.value <= 45) return [bearish(0.25)`RSI 14 at ${quote(rsi, 1)} is below 45: sellers lead`];
  return [];
}

function macdClaims({ macd, macdSignal }: Chart): Claim[] {
  if (macd === undefined || macdSignal === undefined || macd.value === macdSignal.value) return [];
  return macd.value > macdSignal.value
    ? [bullish(0.3)`MACD at ${usd(macd)} is above its signal at ${usd(macdSignal)}`]
    : [bearish(0.3)`MACD at ${usd(macd)} is below its signal at ${usd(macdSignal)}`];
}

function monthClaims({ return20 }: Chart): Claim[] {
  if (return20 === undefined || Math.abs(return20.value) < SMALL_MONTH) return [];
  return return20.value > 0
    ? [bullish(0.25)`The return over 20 bars is ${percent(return20)}`]
    : [bearish(0.25)`The return over 20 bars is ${percent(return20)}`];
}
