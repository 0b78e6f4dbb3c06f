import type { Candle } from './candle.js';
import {
  againstColour,
  bullish,
  byColour,
  isBlack,
  isDoji,
  isInside,
  isLong,
  isSmall,
  isWhite,
} from './candle-geometry.js';
import { threeCandles, twoCandles } from './candle-pattern.js';

/**
 * The body of `second` covers that of `first`, of the other colour, beyond both ends. (From release 0.6 on TA-Lib also
 * marks bodies that share one end, with ±80; the published values follow the strict definition of 0.4, as here.)
 */
const engulfs = (second: Candle, first: Candle): boolean =>
  (isWhite(second) && isBlack(first) && second.close > first.open && second.open < first.close) ||
  (isBlack(second) && isWhite(first) && second.open > first.close && second.close < first.open);

export const ENGULFING = twoCandles(
  { id: 'CDLENGULFING', title: 'Engulfing', lookback: 2, nature: 'REVERSAL' },
  (first, second) => byColour(second, engulfs(second, first)),
);

/** An engulfing and a third close further on. */
export const THREE_OUTSIDE = threeCandles(
  { id: 'CDL3OUTSIDE', title: 'Three Outside Up/Down', lookback: 3, nature: 'REVERSAL' },
  (first, second, third) =>
    byColour(
      second,
      engulfs(second, first) && (isWhite(second) ? third.close > second.close : third.close < second.close),
    ),
);

/** A small body inside the long body before it, of any colour and strictly (0.6 on marks shared ends with ±80). */
export const HARAMI = twoCandles(
  { id: 'CDLHARAMI', title: 'Harami', lookback: 11, nature: 'REVERSAL' },
  (first, second) => againstColour(first, isLong(first) && isSmall(second) && isInside(first, second)),
);

/** A harami whose second candle is a doji. */
export const HARAMI_CROSS = twoCandles(
  { id: 'CDLHARAMICROSS', title: 'Harami Cross', lookback: 11, nature: 'REVERSAL' },
  (first, second) => againstColour(first, isLong(first) && isDoji(second) && isInside(first, second)),
);

/** A harami and a third candle that closes beyond the open of the first. */
export const THREE_INSIDE = threeCandles(
  { id: 'CDL3INSIDE', title: 'Three Inside Up/Down', lookback: 12, nature: 'REVERSAL' },
  (first, second, third) =>
    againstColour(
      first,
      isLong(first) &&
        isSmall(second) &&
        isInside(first, second) &&
        ((isWhite(first) && isBlack(third) && third.close < first.open) ||
          (isBlack(first) && isWhite(third) && third.close > first.open)),
    ),
);

/** A harami of two black candles. */
export const HOMING_PIGEON = twoCandles(
  { id: 'CDLHOMINGPIGEON', title: 'Homing Pigeon', lookback: 11, nature: 'REVERSAL' },
  (first, second) =>
    bullish(
      isBlack(first) &&
        isBlack(second) &&
        isLong(first) &&
        isSmall(second) &&
        second.open < first.open &&
        second.close > first.close,
    ),
);
