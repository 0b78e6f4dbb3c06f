import { atr } from '../indicators/atr.js';
import { smaAt } from '../indicators/sma.js';
import { at, type Numbers, requirePositive } from '../numbers.js';
import { percentileRank } from '../statistics/percentile-rank.js';
import type { RegimeLabel } from './regime-label.js';

export interface RegimeReading {
  readonly label: RegimeLabel;
  /** In [0, 1]. */
  readonly confidence: number;
  /** Where the newest ATR 14 (as a share of price) stands among the earlier ones, 0 to 100. */
  readonly atrPercentile: number;
  /** (SMA 20 − SMA 50) / price. */
  readonly trendStrength: number;
}

/** The numbers of the rules; the version of the model changes when one of them does. */
export const REGIME_RULES = {
  atrPeriod: 14,
  fastPeriod: 20,
  slowPeriod: 50,
  /** Earlier ATR values the newest is ranked among: a year of daily bars at most, a quarter at least. */
  longestHistory: 251,
  shortestHistory: 60,
  highPercentile: 80,
  lowPercentile: 20,
  /** A difference of the averages below this share of the price is no trend. */
  rangeDifference: 0.005,
  /** A difference of this share of the price is a trend beyond doubt. */
  certainDifference: 0.02,
} as const;

/** Bars the rules need: a warm ATR, which begins at bar `atrPeriod`, at the newest bar and `shortestHistory` before it. */
export const REGIME_BARS_NEEDED = Math.max(
  REGIME_RULES.slowPeriod + 1,
  REGIME_RULES.atrPeriod + REGIME_RULES.shortestHistory + 1,
);

/** Two ATR shares closer than this are the same: they differ by rounding only. */
const TIE = 1e-9;

/**
 * Names the regime at the newest bar by rules, first match wins:
 *
 * 1. ATR percentile ≥ 80: HIGH_VOLATILITY.
 * 2. ATR percentile ≤ 20: RANGE when |SMA 20 − SMA 50| / price < 0.5 %, else LOW_VOLATILITY.
 * 3. Otherwise the sign of SMA 20 − SMA 50: BULL_TREND or BEAR_TREND with confidence min(|difference| / price / 2 %, 1);
 *    RANGE with confidence 0.5 when they are equal.
 *
 * ATR is ranked as a share of its bar's close: in dollars it grows with the price, and every long rise would end as high
 * volatility. In rules 1 and 2 confidence grows from 0.5 at the threshold to 1 at the extreme percentile. Undefined with
 * fewer than `REGIME_BARS_NEEDED` bars.
 */
export function classifyRegime(high: Numbers, low: Numbers, close: Numbers): RegimeReading | undefined {
  requirePositive('close', close);
  if (close.length < REGIME_BARS_NEEDED) return undefined;
  const atrPercentile = rankNewestAtr(high, low, close);
  const fast = smaAt(close, REGIME_RULES.fastPeriod);
  const slow = smaAt(close, REGIME_RULES.slowPeriod);
  if (atrPercentile === undefined || fast === undefined || slow === undefined) return undefined;
  const trendStrength = (fast - slow) / at(close, close.length - 1);
  return { ...applyRules(atrPercentile, trendStrength), atrPercentile, trendStrength };
}

function rankNewestAtr(high: Numbers, low: Numbers, close: Numbers): number | undefined {
  const line = atr(high, low, close, REGIME_RULES.atrPeriod);
  const share = (k: number): number => at(line.values, k) / at(close, line.offset + k);
  const newest = line.values.length - 1;
  const oldest = Math.max(newest - REGIME_RULES.longestHistory, 0);
  const history = new Float64Array(newest - oldest);
  for (let k = 0; k < history.length; k++) history[k] = share(oldest + k);
  return percentileRank(history, share(newest), TIE);
}

function applyRules(percentile: number, strength: number): Pick<RegimeReading, 'label' | 'confidence'> {
  const { highPercentile, lowPercentile, rangeDifference, certainDifference } = REGIME_RULES;
  if (percentile >= highPercentile) {
    return { label: 'HIGH_VOLATILITY', confidence: beyond(percentile - highPercentile, 100 - highPercentile) };
  }
  if (percentile <= lowPercentile) {
    const label = Math.abs(strength) < rangeDifference ? 'RANGE' : 'LOW_VOLATILITY';
    return { label, confidence: beyond(lowPercentile - percentile, lowPercentile) };
  }
  if (strength === 0) return { label: 'RANGE', confidence: 0.5 };
  return {
    label: strength > 0 ? 'BULL_TREND' : 'BEAR_TREND',
    confidence: Math.min(Math.abs(strength) / certainDifference, 1),
  };
}

/** 0.5 at the threshold, 1 at the extreme. */
function beyond(distance: number, reach: number): number {
  return 0.5 + (0.5 * distance) / reach;
}
