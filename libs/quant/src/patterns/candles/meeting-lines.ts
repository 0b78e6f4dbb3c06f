import type { Candle } from './candle.js';
import {
  againstColour,
  bodyGapsDown,
  bodyGapsUp,
  bullish,
  byColour,
  gapsDown,
  gapsUp,
  hasNoLowerShadow,
  hasNoUpperShadow,
  isBlack,
  isDoji,
  isLong,
  isMarubozu,
  isWhite,
  isWithin,
} from './candle-geometry.js';
import { twoCandles } from './candle-pattern.js';

const areOpposite = (first: Candle, second: Candle): boolean => first.colour === -second.colour;

/** Two long candles of opposite colour with the same close. */
export const COUNTERATTACK = twoCandles(
  { id: 'CDLCOUNTERATTACK', title: 'Counterattack', lookback: 11, nature: 'REVERSAL' },
  (first, second) =>
    byColour(
      second,
      areOpposite(first, second) &&
        isLong(first) &&
        isLong(second) &&
        isWithin(second.close, first.close, first.limits.equal),
    ),
);

/** Opposite colours with the same open, the second a belt-hold. */
export const SEPARATING_LINES = twoCandles(
  { id: 'CDLSEPARATINGLINES', title: 'Separating Lines', lookback: 11, nature: 'CONTINUATION' },
  (first, second) =>
    byColour(
      second,
      areOpposite(first, second) &&
        isWithin(second.open, first.open, first.limits.equal) &&
        isLong(second) &&
        ((isWhite(second) && hasNoLowerShadow(second)) || (isBlack(second) && hasNoUpperShadow(second))),
    ),
);

/** Two marubozu of opposite colour with a gap between them, in the direction of the second. */
const isKick = (first: Candle, second: Candle): boolean =>
  areOpposite(first, second) &&
  isMarubozu(first) &&
  isMarubozu(second) &&
  (isBlack(first) ? gapsUp(first, second) : gapsDown(first, second));

export const KICKING = twoCandles(
  { id: 'CDLKICKING', title: 'Kicking', lookback: 11, nature: 'REVERSAL' },
  (first, second) => byColour(second, isKick(first, second)),
);

/** Kicking, read by the colour of the longer marubozu. */
export const KICKING_BY_LENGTH = twoCandles(
  { id: 'CDLKICKINGBYLENGTH', title: 'Kicking by Length', lookback: 11, nature: 'REVERSAL' },
  (first, second) => byColour(second.body > first.body ? second : first, isKick(first, second)),
);

/** Two black candles with the same close. */
export const MATCHING_LOW = twoCandles(
  { id: 'CDLMATCHINGLOW', title: 'Matching Low', lookback: 6, nature: 'REVERSAL' },
  (first, second) =>
    bullish(isBlack(first) && isBlack(second) && isWithin(second.close, first.close, first.limits.equal)),
);

/** A doji that gaps away from a long candle, in its direction. */
export const DOJI_STAR = twoCandles(
  { id: 'CDLDOJISTAR', title: 'Doji Star', lookback: 11, nature: 'REVERSAL' },
  (first, star) =>
    againstColour(
      first,
      isLong(first) && isDoji(star) && (isWhite(first) ? bodyGapsUp(first, star) : bodyGapsDown(first, star)),
    ),
);
