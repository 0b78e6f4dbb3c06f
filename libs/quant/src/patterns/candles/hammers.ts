import type { Candle } from './candle.js';
import {
  bearish,
  bodyGapsDown,
  bodyGapsUp,
  bullish,
  hasNoLowerShadow,
  hasNoUpperShadow,
  isShort,
} from './candle-geometry.js';
import { twoCandles } from './candle-pattern.js';

/** A short body at the top of the range, over a lower shadow longer than it. */
const isHammerShaped = (candle: Candle): boolean =>
  isShort(candle) && candle.lowerShadow > candle.limits.shadowLong && hasNoUpperShadow(candle);

/** The same upside down. */
const isInvertedHammerShaped = (candle: Candle): boolean =>
  isShort(candle) && candle.upperShadow > candle.limits.shadowLong && hasNoLowerShadow(candle);

/** A hammer shape whose body lies near or below the low before it. */
export const HAMMER = twoCandles(
  { id: 'CDLHAMMER', title: 'Hammer', lookback: 11, nature: 'REVERSAL' },
  (before, hammer) => bullish(isHammerShaped(hammer) && hammer.bottom <= before.low + before.limits.near),
);

/** A hammer shape whose body lies near or above the high before it. */
export const HANGING_MAN = twoCandles(
  { id: 'CDLHANGINGMAN', title: 'Hanging Man', lookback: 11, nature: 'REVERSAL' },
  (before, man) => bearish(isHammerShaped(man) && man.bottom >= before.high - before.limits.near),
);

/** An inverted hammer shape whose body gaps down. */
export const INVERTED_HAMMER = twoCandles(
  { id: 'CDLINVERTEDHAMMER', title: 'Inverted Hammer', lookback: 11, nature: 'REVERSAL' },
  (before, hammer) => bullish(isInvertedHammerShaped(hammer) && bodyGapsDown(before, hammer)),
);

/** An inverted hammer shape whose body gaps up. */
export const SHOOTING_STAR = twoCandles(
  { id: 'CDLSHOOTINGSTAR', title: 'Shooting Star', lookback: 11, nature: 'REVERSAL' },
  (before, star) => bearish(isInvertedHammerShaped(star) && bodyGapsUp(before, star)),
);
