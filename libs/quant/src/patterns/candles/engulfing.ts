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
import { type CandlePattern, type CandleSignal, threeCandles, twoCandles } from './candle-pattern.js';

/**
 * How bodies are marked that share an end. Left out: no pattern, as in TA-Lib 0.4, whose signals most published values
 * are. Marked: ±80, as TA-Lib does from release 0.6 on.
 */
export interface SharedEnds {
  readonly sharedEnds?: 'LEFT_OUT' | 'MARKED';
}

/** The body of `second` covers that of `first`, of the other colour, beyond both ends. */
const engulfs = (second: Candle, first: Candle): boolean => second.colour === -first.colour && isInside(second, first);

/** A body that covers the one before it, of the other colour. */
export function engulfing({ sharedEnds = 'LEFT_OUT' }: SharedEnds = {}): CandlePattern {
  return twoCandles({ id: 'CDLENGULFING', title: 'Engulfing', lookback: 2, nature: 'REVERSAL' }, (first, second) => {
    if (engulfs(second, first)) return byColour(second, true);
    const nearly = second.colour === -first.colour && isInsideOrShares(second, first) && sharesOneEnd(first, second);
    return nearly && sharedEnds === 'MARKED' ? (isWhite(second) ? 80 : -80) : 0;
  });
}

/** The body of `inner` lies within that of `outer` and may reach its ends. */
const isInsideOrShares = (outer: Candle, inner: Candle): boolean =>
  inner.top <= outer.top && inner.bottom >= outer.bottom;

/** Not both. */
const sharesOneEnd = (first: Candle, second: Candle): boolean =>
  (first.top === second.top) !== (first.bottom === second.bottom);

/** An engulfing and a third close further on. */
export const THREE_OUTSIDE = threeCandles(
  { id: 'CDL3OUTSIDE', title: 'Three Outside Up/Down', lookback: 3, nature: 'REVERSAL' },
  (first, second, third) =>
    byColour(
      second,
      engulfs(second, first) && (isWhite(second) ? third.close > second.close : third.close < second.close),
    ),
);

/** A small body of any colour inside the long body before it. */
export function harami(options: SharedEnds = {}): CandlePattern {
  return twoCandles({ id: 'CDLHARAMI', title: 'Harami', lookback: 11, nature: 'REVERSAL' }, (first, second) =>
    isLong(first) && isSmall(second) ? insideSignal(first, second, options) : 0,
  );
}

/** A harami whose second candle is a doji. */
export function haramiCross(options: SharedEnds = {}): CandlePattern {
  return twoCandles(
    { id: 'CDLHARAMICROSS', title: 'Harami Cross', lookback: 11, nature: 'REVERSAL' },
    (first, second) => (isLong(first) && isDoji(second) ? insideSignal(first, second, options) : 0),
  );
}

function insideSignal(outer: Candle, inner: Candle, { sharedEnds = 'LEFT_OUT' }: SharedEnds): CandleSignal {
  if (isInside(outer, inner)) return againstColour(outer, true);
  return sharedEnds === 'MARKED' && isInsideOrShares(outer, inner) ? (isWhite(outer) ? -80 : 80) : 0;
}

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
