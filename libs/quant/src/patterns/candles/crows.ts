import type { Candle } from './candle.js';
import {
  bearish,
  bodyGapsUp,
  hasNoLowerShadow,
  isBlack,
  isLong,
  isSmall,
  isWhite,
  isWithin,
} from './candle-geometry.js';
import { fourCandles, threeCandles } from './candle-pattern.js';

const areBlack = (first: Candle, second: Candle, third: Candle): boolean =>
  isBlack(first) && isBlack(second) && isBlack(third);
const closeAtTheirLows = (first: Candle, second: Candle, third: Candle): boolean =>
  hasNoLowerShadow(first) && hasNoLowerShadow(second) && hasNoLowerShadow(third);
const areFalling = (first: Candle, second: Candle, third: Candle): boolean =>
  first.close > second.close && second.close > third.close;
const opensInside = (candle: Candle, black: Candle): boolean => candle.open < black.open && candle.open > black.close;

/** After a white candle, three black ones that fall, each opening inside the body before it and closing at its low. */
export const THREE_BLACK_CROWS = fourCandles(
  { id: 'CDL3BLACKCROWS', title: 'Three Black Crows', lookback: 13, nature: 'REVERSAL' },
  (before, first, second, third) =>
    bearish(
      isWhite(before) &&
        areBlack(first, second, third) &&
        closeAtTheirLows(first, second, third) &&
        opensInside(second, first) &&
        opensInside(third, second) &&
        before.high > first.close &&
        areFalling(first, second, third),
    ),
);

/** Three falling black candles, each opening at the close before it. */
export const IDENTICAL_THREE_CROWS = threeCandles(
  { id: 'CDLIDENTICAL3CROWS', title: 'Identical Three Crows', lookback: 12, nature: 'REVERSAL' },
  (first, second, third) =>
    bearish(
      areBlack(first, second, third) &&
        closeAtTheirLows(first, second, third) &&
        areFalling(first, second, third) &&
        isWithin(second.open, first.close, first.limits.equal) &&
        isWithin(third.open, second.close, second.limits.equal),
    ),
);

/** A black candle gaps up from a long white one, and a second falls back into the white body. */
export const TWO_CROWS = threeCandles(
  { id: 'CDL2CROWS', title: 'Two Crows', lookback: 12, nature: 'REVERSAL' },
  (white, first, second) =>
    bearish(
      isWhite(white) &&
        isLong(white) &&
        isBlack(first) &&
        bodyGapsUp(white, first) &&
        isBlack(second) &&
        opensInside(second, first) &&
        second.close > white.open &&
        second.close < white.close,
    ),
);

/** A small black candle gaps up from a long white one, and a second engulfs it without closing the gap. */
export const UPSIDE_GAP_TWO_CROWS = threeCandles(
  { id: 'CDLUPSIDEGAP2CROWS', title: 'Upside Gap Two Crows', lookback: 12, nature: 'REVERSAL' },
  (white, first, second) =>
    bearish(
      isWhite(white) &&
        isLong(white) &&
        isBlack(first) &&
        isSmall(first) &&
        bodyGapsUp(white, first) &&
        isBlack(second) &&
        second.open > first.open &&
        second.close < first.close &&
        second.close > white.close,
    ),
);
