import type { Candle } from './candle.js';
import { bodyGapsDown, bodyGapsUp, byColour, isBlack, isWhite, isWithin } from './candle-geometry.js';
import { threeCandles } from './candle-pattern.js';

const gapsUpward = (first: Candle, second: Candle, third: Candle): boolean =>
  bodyGapsUp(first, second) &&
  isWhite(second) &&
  isBlack(third) &&
  third.open < second.close &&
  third.open > second.open &&
  third.close < second.open &&
  third.close > first.top;

const gapsDownward = (first: Candle, second: Candle, third: Candle): boolean =>
  bodyGapsDown(first, second) &&
  isBlack(second) &&
  isWhite(third) &&
  third.open < second.open &&
  third.open > second.close &&
  third.close > second.open &&
  third.close < first.bottom;

/** A gap, and a third candle of the other colour and like size that closes inside the gap. */
export const TASUKI_GAP = threeCandles(
  { id: 'CDLTASUKIGAP', title: 'Tasuki Gap', lookback: 7, nature: 'CONTINUATION' },
  (first, second, third) =>
    byColour(
      second,
      (gapsUpward(first, second, third) || gapsDownward(first, second, third)) &&
        Math.abs(second.body - third.body) < second.limits.near,
    ),
);

/** Two white candles of like open and size, side by side beyond a gap. */
export const GAP_SIDE_BY_SIDE_WHITE = threeCandles(
  {
    id: 'CDLGAPSIDESIDEWHITE',
    title: 'Up/Down-gap Side-by-side White Lines',
    lookback: 7,
    nature: 'CONTINUATION',
  },
  (first, second, third) => {
    const up = bodyGapsUp(first, second) && bodyGapsUp(first, third);
    const down = bodyGapsDown(first, second) && bodyGapsDown(first, third);
    const sideBySide =
      isWhite(second) &&
      isWhite(third) &&
      isWithin(third.body, second.body, second.limits.near) &&
      isWithin(third.open, second.open, second.limits.equal);
    if (!sideBySide) return 0;
    return up ? 100 : down ? -100 : 0;
  },
);

const opensIn = (candle: Candle, body: Candle): boolean => candle.open < body.top && candle.open > body.bottom;
const closesIn = (candle: Candle, body: Candle): boolean => candle.close < body.top && candle.close > body.bottom;

/** Two candles of one colour with a gap between them, and a third of the other colour that closes it. */
export const GAP_THREE_METHODS = threeCandles(
  { id: 'CDLXSIDEGAP3METHODS', title: 'Upside/Downside Gap Three Methods', lookback: 2, nature: 'CONTINUATION' },
  (first, second, third) =>
    byColour(
      first,
      first.colour === second.colour &&
        second.colour === -third.colour &&
        opensIn(third, second) &&
        closesIn(third, first) &&
        (isWhite(first) ? bodyGapsUp(first, second) : bodyGapsDown(first, second)),
    ),
);
