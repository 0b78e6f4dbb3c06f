import type { Candle } from './candle.js';
import type { CandleSignal } from './candle-pattern.js';

export const isWhite = (candle: Candle): boolean => candle.colour === 1;
export const isBlack = (candle: Candle): boolean => candle.colour === -1;

export const isLong = (candle: Candle): boolean => candle.body > candle.limits.bodyLong;
/** Shorter than the mean body. */
export const isShort = (candle: Candle): boolean => candle.body < candle.limits.bodyShort;
/** Not longer than the mean body: what the stars and the harami ask of their small candle. */
export const isSmall = (candle: Candle): boolean => candle.body <= candle.limits.bodyShort;
export const isDoji = (candle: Candle): boolean => candle.body <= candle.limits.bodyDoji;

export const hasNoUpperShadow = (candle: Candle): boolean => candle.upperShadow < candle.limits.shadowVeryShort;
export const hasNoLowerShadow = (candle: Candle): boolean => candle.lowerShadow < candle.limits.shadowVeryShort;
export const hasUpperShadow = (candle: Candle): boolean => candle.upperShadow > candle.limits.shadowVeryShort;
export const hasLowerShadow = (candle: Candle): boolean => candle.lowerShadow > candle.limits.shadowVeryShort;
export const isMarubozu = (candle: Candle): boolean =>
  isLong(candle) && hasNoUpperShadow(candle) && hasNoLowerShadow(candle);

/** A gap between the bodies. */
export const bodyGapsUp = (before: Candle, after: Candle): boolean => after.bottom > before.top;
export const bodyGapsDown = (before: Candle, after: Candle): boolean => after.top < before.bottom;
/** A gap between the whole candles, shadows included. */
export const gapsUp = (before: Candle, after: Candle): boolean => after.low > before.high;
export const gapsDown = (before: Candle, after: Candle): boolean => after.high < before.low;

/** The body of `inner` lies within that of `outer` and touches neither end. */
export const isInside = (outer: Candle, inner: Candle): boolean => inner.top < outer.top && inner.bottom > outer.bottom;
/** Both the high and the low lie strictly inside. */
export const isInsideBar = (outer: Candle, inner: Candle): boolean => inner.high < outer.high && inner.low > outer.low;
export const isHigherBar = (before: Candle, after: Candle): boolean =>
  after.high > before.high && after.low > before.low;
export const isLowerBar = (before: Candle, after: Candle): boolean =>
  after.high < before.high && after.low < before.low;

/** No further than `tolerance` from `price`, both ends included. */
export const isWithin = (value: number, price: number, tolerance: number): boolean =>
  value <= price + tolerance && value >= price - tolerance;

export const bullish = (found: boolean): CandleSignal => (found ? 100 : 0);
export const bearish = (found: boolean): CandleSignal => (found ? -100 : 0);
/** 100 for a white candle, −100 for a black one. */
export const byColour = (candle: Candle, found: boolean): CandleSignal => (found ? (isWhite(candle) ? 100 : -100) : 0);
/** −100 for a white candle, 100 for a black one. */
export const againstColour = (candle: Candle, found: boolean): CandleSignal =>
  found ? (isWhite(candle) ? -100 : 100) : 0;
