import { type Claim, Setup } from '@cream/proto/decision';
import { bearish, bullish, neutral, quote, usd, word } from '../../evidence/claim.js';
import type { FactIndex } from '../../evidence/fact-index.js';
import { type Chart, trendOf } from './chart.js';

export interface Classified {
  readonly setup: Setup;
  readonly claims: readonly Claim[];
}

/** Volume against its 20-bar mean that a close outside the bands needs: clearly more than usual, or it is a poke. */
const BREAKOUT_VOLUME = 1.2;
/** The outer quarters of the Bollinger bands: where a pullback has come back far enough, and where a range ends. */
const LOW_QUARTER = 0.25;
const HIGH_QUARTER = 0.75;

/**
 * The chart's setup: the first rule that applies, in this order. The table stands in the room's README. A setup is what
 * an entry waits for and weighs as much as the 200-bar line; a reversal goes against that line and weighs less. RSI
 * beyond 30 or 70, Wilder's marks, is no pullback any more but a break of the trend.
 */
export function classifySetup(index: FactIndex, symbol: string, chart: Chart): Classified {
  return (
    breakout(chart) ??
    pullback(chart) ??
    reversal(chart) ??
    rangeBound(index, symbol, chart) ?? {
      setup: Setup.NO_SETUP,
      claims: [],
    }
  );
}

function breakout({ percentB, volumeRatio, return1 }: Chart): Classified | undefined {
  if (percentB === undefined || volumeRatio === undefined || return1 === undefined) return undefined;
  if (volumeRatio.value < BREAKOUT_VOLUME) return undefined;
  if (percentB.value > 1 && return1.value > 0) {
    return one(
      Setup.BREAKOUT,
      bullish(0.6)`Breakout: %B ${quote(percentB, 2)} on ${quote(volumeRatio, 2)} times the mean volume`,
    );
  }
  if (percentB.value < 0 && return1.value < 0) {
    return one(
      Setup.BREAKOUT,
      bearish(0.6)`Breakdown: %B ${quote(percentB, 2)} on ${quote(volumeRatio, 2)} times the mean volume`,
    );
  }
  return undefined;
}

function pullback(chart: Chart): Classified | undefined {
  const { percentB, close, sma50, rsi } = chart;
  if (percentB === undefined || sma50 === undefined || rsi === undefined) return undefined;
  const trend = trendOf(chart);
  if (trend === 'up' && percentB.value < LOW_QUARTER && rsi.value >= 30) {
    return one(
      Setup.PULLBACK,
      bullish(
        0.6,
      )`Pullback in an uptrend: %B ${quote(percentB, 2)}, RSI 14 ${quote(rsi, 1)}, close at ${usd(close)} with SMA 50 at ${usd(sma50)}`,
    );
  }
  if (trend === 'down' && percentB.value > HIGH_QUARTER && rsi.value <= 70) {
    return one(
      Setup.PULLBACK,
      bearish(
        0.6,
      )`Rally in a downtrend: %B ${quote(percentB, 2)}, RSI 14 ${quote(rsi, 1)}, close at ${usd(close)} with SMA 50 at ${usd(sma50)}`,
    );
  }
  return undefined;
}

function reversal({ macd, macdHistogram, close, ema9 }: Chart): Classified | undefined {
  if (macd === undefined || macdHistogram === undefined || ema9 === undefined) return undefined;
  if (macd.value < 0 && macdHistogram.value > 0 && close.value > ema9.value) {
    return one(
      Setup.REVERSAL,
      bullish(
        0.4,
      )`Turning up: MACD ${usd(macd)} is below 0, its histogram ${quote(macdHistogram, 3)} above 0, and the close at ${usd(close)} is back above EMA 9 at ${usd(ema9)}`,
    );
  }
  if (macd.value > 0 && macdHistogram.value < 0 && close.value < ema9.value) {
    return one(
      Setup.REVERSAL,
      bearish(
        0.4,
      )`Turning down: MACD ${usd(macd)} is above 0, its histogram ${quote(macdHistogram, 3)} below 0, and the close at ${usd(close)} is back below EMA 9 at ${usd(ema9)}`,
    );
  }
  return undefined;
}

function rangeBound(index: FactIndex, symbol: string, { percentB, regime }: Chart): Classified | undefined {
  const label = index.first(symbol, 'regime.label');
  if (label === undefined || percentB === undefined) return undefined;
  if (regime !== 'RANGE' && regime !== 'LOW_VOLATILITY') return undefined;
  if (percentB.value < LOW_QUARTER || percentB.value > HIGH_QUARTER) return undefined;
  return one(Setup.RANGE_BOUND, neutral(0.2)`Range: the regime is ${word(label)} and %B is ${quote(percentB, 2)}`);
}

const one = (setup: Setup, claim: Claim): Classified => ({ setup, claims: [claim] });
