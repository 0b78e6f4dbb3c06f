import type { Candle } from './candle.js';
import {
  byColour,
  hasNoLowerShadow,
  hasNoUpperShadow,
  isBlack,
  isLong,
  isMarubozu,
  isShort,
  isWhite,
} from './candle-geometry.js';
import { oneCandle } from './candle-pattern.js';

const hasShortShadows = ({ upperShadow, lowerShadow, limits }: Candle): boolean =>
  upperShadow < limits.shadowShort && lowerShadow < limits.shadowShort;

/** A long body with short shadows. */
export const LONG_LINE = oneCandle(
  { id: 'CDLLONGLINE', title: 'Long Line Candle', lookback: 10, nature: 'CONTINUATION' },
  (candle) => byColour(candle, isLong(candle) && hasShortShadows(candle)),
);

/** A short body with short shadows; its sign is only its colour. */
export const SHORT_LINE = oneCandle(
  { id: 'CDLSHORTLINE', title: 'Short Line Candle', lookback: 10, nature: 'INDECISION', direction: 'NEUTRAL' },
  (candle) => byColour(candle, isShort(candle) && hasShortShadows(candle)),
);

/** A long body without shadows. */
export const MARUBOZU = oneCandle(
  { id: 'CDLMARUBOZU', title: 'Marubozu', lookback: 10, nature: 'CONTINUATION' },
  (candle) => byColour(candle, isMarubozu(candle)),
);

/** A long body that closes at the end of its range. */
export const CLOSING_MARUBOZU = oneCandle(
  { id: 'CDLCLOSINGMARUBOZU', title: 'Closing Marubozu', lookback: 10, nature: 'CONTINUATION' },
  (candle) =>
    byColour(
      candle,
      isLong(candle) &&
        ((isWhite(candle) && hasNoUpperShadow(candle)) || (isBlack(candle) && hasNoLowerShadow(candle))),
    ),
);

/** A long body that opens at the end of its range. */
export const BELT_HOLD = oneCandle(
  { id: 'CDLBELTHOLD', title: 'Belt-hold', lookback: 10, nature: 'REVERSAL' },
  (candle) =>
    byColour(
      candle,
      isLong(candle) &&
        ((isWhite(candle) && hasNoLowerShadow(candle)) || (isBlack(candle) && hasNoUpperShadow(candle))),
    ),
);

/** A short body with both shadows longer than it; its sign is only its colour. */
export const SPINNING_TOP = oneCandle(
  { id: 'CDLSPINNINGTOP', title: 'Spinning Top', lookback: 10, nature: 'INDECISION', direction: 'NEUTRAL' },
  (candle) => byColour(candle, isShort(candle) && candle.upperShadow > candle.body && candle.lowerShadow > candle.body),
);

/** A short body with very long shadows; its sign is only its colour. */
export const HIGH_WAVE = oneCandle(
  { id: 'CDLHIGHWAVE', title: 'High-Wave Candle', lookback: 10, nature: 'INDECISION', direction: 'NEUTRAL' },
  (candle) => {
    const { upperShadow, lowerShadow, limits } = candle;
    return byColour(
      candle,
      isShort(candle) && upperShadow > limits.shadowVeryLong && lowerShadow > limits.shadowVeryLong,
    );
  },
);
