import type { Candle } from './candle.js';
import { bearish, bullish, hasNoUpperShadow, isLong, isShort, isWhite } from './candle-geometry.js';
import { threeCandles } from './candle-pattern.js';

const areWhiteAndRising = (first: Candle, second: Candle, third: Candle): boolean =>
  isWhite(first) && isWhite(second) && isWhite(third) && third.close > second.close && second.close > first.close;

/** Opens inside the body before it, or near its close. */
const opensInOrNear = (candle: Candle, before: Candle): boolean =>
  candle.open > before.open && candle.open <= before.close + before.limits.near;

/** Three white candles that rise, close at their highs and do not get far smaller. */
export const THREE_WHITE_SOLDIERS = threeCandles(
  { id: 'CDL3WHITESOLDIERS', title: 'Three Advancing White Soldiers', lookback: 12, nature: 'REVERSAL' },
  (first, second, third) =>
    bullish(
      areWhiteAndRising(first, second, third) &&
        hasNoUpperShadow(first) &&
        hasNoUpperShadow(second) &&
        hasNoUpperShadow(third) &&
        opensInOrNear(second, first) &&
        opensInOrNear(third, second) &&
        second.body > first.body - first.limits.far &&
        third.body > second.body - second.limits.far &&
        third.body > third.limits.bodyShort,
    ),
);

/** The second or third soldier is weaker: a far smaller body, or shrinking bodies under longer upper shadows. */
const isWeakening = (first: Candle, second: Candle, third: Candle): boolean =>
  (second.body < first.body - first.limits.far && third.body < second.body + second.limits.near) ||
  third.body < second.body - second.limits.far ||
  (third.body < second.body &&
    second.body < first.body &&
    (third.upperShadow > third.limits.shadowShort || second.upperShadow > second.limits.shadowShort)) ||
  (third.body < second.body && third.upperShadow > third.limits.shadowLong);

/** Three white candles that rise with less and less force. */
export const ADVANCE_BLOCK = threeCandles(
  { id: 'CDLADVANCEBLOCK', title: 'Advance Block', lookback: 12, nature: 'REVERSAL' },
  (first, second, third) =>
    bearish(
      areWhiteAndRising(first, second, third) &&
        opensInOrNear(second, first) &&
        opensInOrNear(third, second) &&
        isLong(first) &&
        first.upperShadow < first.limits.shadowShort &&
        isWeakening(first, second, third),
    ),
);

/** Two long white candles and a small one that rides on the shoulder of the second. */
export const STALLED_PATTERN = threeCandles(
  { id: 'CDLSTALLEDPATTERN', title: 'Stalled Pattern', lookback: 12, nature: 'REVERSAL' },
  (first, second, third) =>
    bearish(
      areWhiteAndRising(first, second, third) &&
        isLong(first) &&
        isLong(second) &&
        hasNoUpperShadow(second) &&
        opensInOrNear(second, first) &&
        isShort(third) &&
        third.open >= second.close - third.body - second.limits.near,
    ),
);
