/** What of a candle is averaged: its body, its whole range, or both shadows together. */
export type CandleMeasure = 'BODY' | 'RANGE' | 'SHADOWS';

/** "Long", "short", "near" … : `factor` times the mean of a measure over the `period` candles before. */
export interface CandleSetting {
  readonly measure: CandleMeasure;
  /** 0: the candle is compared with itself. */
  readonly period: number;
  readonly factor: number;
}

/**
 * TA-Lib's default candle settings (ta_global.c, `TA_RestoreCandleDefaultSettings`). The mean of SHADOWS is of one
 * shadow: half of both.
 */
export const CANDLE_SETTINGS = {
  bodyLong: { measure: 'BODY', period: 10, factor: 1 },
  bodyVeryLong: { measure: 'BODY', period: 10, factor: 3 },
  bodyShort: { measure: 'BODY', period: 10, factor: 1 },
  bodyDoji: { measure: 'RANGE', period: 10, factor: 0.1 },
  shadowLong: { measure: 'BODY', period: 0, factor: 1 },
  shadowVeryLong: { measure: 'BODY', period: 0, factor: 2 },
  shadowShort: { measure: 'SHADOWS', period: 10, factor: 1 },
  shadowVeryShort: { measure: 'RANGE', period: 10, factor: 0.1 },
  near: { measure: 'RANGE', period: 5, factor: 0.2 },
  far: { measure: 'RANGE', period: 5, factor: 0.6 },
  equal: { measure: 'RANGE', period: 5, factor: 0.05 },
} as const satisfies Record<string, CandleSetting>;

export type CandleSettingName = keyof typeof CANDLE_SETTINGS;

/** The limit of each setting at one candle, in price units; NaN while too few candles precede it. */
export type CandleLimits = Readonly<Record<CandleSettingName, number>>;
