import {
  bodyGapsDown,
  bullish,
  hasLowerShadow,
  hasNoLowerShadow,
  hasNoUpperShadow,
  hasUpperShadow,
  isBlack,
  isInsideBar,
  isLong,
  isShort,
  isWhite,
  isWithin,
} from './candle-geometry.js';
import { fiveCandles, fourCandles, threeCandles } from './candle-pattern.js';

/** Three ever smaller black candles with ever higher lows, the first with a long lower shadow. */
export const THREE_STARS_IN_THE_SOUTH = threeCandles(
  { id: 'CDL3STARSINSOUTH', title: 'Three Stars In The South', lookback: 12, nature: 'REVERSAL' },
  (first, second, third) =>
    bullish(
      isBlack(first) &&
        isBlack(second) &&
        isBlack(third) &&
        isLong(first) &&
        first.lowerShadow > first.limits.shadowLong &&
        second.body < first.body &&
        second.open > first.close &&
        second.open <= first.high &&
        second.low < first.close &&
        second.low >= first.low &&
        hasLowerShadow(second) &&
        isShort(third) &&
        hasNoLowerShadow(third) &&
        hasNoUpperShadow(third) &&
        isInsideBar(second, third),
    ),
);

/** A long black candle, a black harami that reaches a new low, and a small white candle above that low. */
export const UNIQUE_THREE_RIVER = threeCandles(
  { id: 'CDLUNIQUE3RIVER', title: 'Unique Three River', lookback: 12, nature: 'REVERSAL' },
  (first, second, third) =>
    bullish(
      isLong(first) &&
        isBlack(first) &&
        isBlack(second) &&
        second.close > first.close &&
        second.open <= first.open &&
        second.low < first.low &&
        isShort(third) &&
        isWhite(third) &&
        third.open > second.low,
    ),
);

/** Two black candles with the same close, and between them a white one that trades above it. */
export const STICK_SANDWICH = threeCandles(
  { id: 'CDLSTICKSANDWICH', title: 'Stick Sandwich', lookback: 7, nature: 'REVERSAL' },
  (first, second, third) =>
    bullish(
      isBlack(first) &&
        isWhite(second) &&
        isBlack(third) &&
        second.low > first.close &&
        isWithin(third.close, first.close, first.limits.equal),
    ),
);

/** Two black marubozu, a third black candle that gaps down with an upper shadow into them, and a fourth that engulfs it. */
export const CONCEALING_BABY_SWALLOW = fourCandles(
  { id: 'CDLCONCEALBABYSWALL', title: 'Concealing Baby Swallow', lookback: 13, nature: 'REVERSAL' },
  (first, second, third, fourth) =>
    bullish(
      isBlack(first) &&
        isBlack(second) &&
        isBlack(third) &&
        isBlack(fourth) &&
        hasNoLowerShadow(first) &&
        hasNoUpperShadow(first) &&
        hasNoLowerShadow(second) &&
        hasNoUpperShadow(second) &&
        bodyGapsDown(second, third) &&
        hasUpperShadow(third) &&
        third.high > second.close &&
        fourth.high > third.high &&
        fourth.low < third.low,
    ),
);

/** Three black candles that fall, a black one with an upper shadow, and a white one that closes above its high. */
export const LADDER_BOTTOM = fiveCandles(
  { id: 'CDLLADDERBOTTOM', title: 'Ladder Bottom', lookback: 14, nature: 'REVERSAL' },
  (first, second, third, fourth, fifth) =>
    bullish(
      isBlack(first) &&
        isBlack(second) &&
        isBlack(third) &&
        first.open > second.open &&
        second.open > third.open &&
        first.close > second.close &&
        second.close > third.close &&
        isBlack(fourth) &&
        hasUpperShadow(fourth) &&
        isWhite(fifth) &&
        fifth.open > fourth.open &&
        fifth.close > fourth.high,
    ),
);
