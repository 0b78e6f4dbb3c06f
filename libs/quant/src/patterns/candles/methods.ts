import type { Candle } from './candle.js';
import {
  bodyGapsDown,
  bodyGapsUp,
  bullish,
  byColour,
  isBlack,
  isHigherBar,
  isLong,
  isLowerBar,
  isShort,
  isWhite,
} from './candle-geometry.js';
import { type CandlePattern, fiveCandles, fourCandles } from './candle-pattern.js';
import { requirePenetration } from './penetration.js';

const opensInOrNear = (candle: Candle, { bottom, top, limits }: Candle): boolean =>
  candle.open >= bottom - limits.near && candle.open <= top + limits.near;

/** Three candles of one colour that go on, and a fourth that takes all of it back. */
export const THREE_LINE_STRIKE = fourCandles(
  { id: 'CDL3LINESTRIKE', title: 'Three-Line Strike', lookback: 8, nature: 'CONTINUATION' },
  (first, second, third, strike) => {
    const sameColour = first.colour === second.colour && second.colour === third.colour;
    if (!(sameColour && strike.colour === -third.colour)) return 0;
    if (!(opensInOrNear(second, first) && opensInOrNear(third, second))) return 0;
    const sign = third.colour;
    return byColour(
      third,
      sign * third.close > sign * second.close &&
        sign * second.close > sign * first.close &&
        sign * strike.open > sign * third.close &&
        sign * strike.close < sign * first.open,
    );
  },
);

/** A long candle, a gap and two more in its direction, and a fifth that falls back into the gap. */
export const BREAKAWAY = fiveCandles(
  { id: 'CDLBREAKAWAY', title: 'Breakaway', lookback: 14, nature: 'REVERSAL' },
  (first, second, third, fourth, fifth) =>
    byColour(
      fifth,
      isLong(first) &&
        first.colour === second.colour &&
        second.colour === fourth.colour &&
        fourth.colour === -fifth.colour &&
        (isBlack(first)
          ? bodyGapsDown(first, second) &&
            isLowerBar(second, third) &&
            isLowerBar(third, fourth) &&
            fifth.close > second.open &&
            fifth.close < first.close
          : bodyGapsUp(first, second) &&
            isHigherBar(second, third) &&
            isHigherBar(third, fourth) &&
            fifth.close < second.open &&
            fifth.close > first.close),
    ),
);

/** A long white candle, a gap up, three small candles that hold above half of it, and a close at a new high. */
export function matHold(penetration = 0.5): CandlePattern {
  requirePenetration(penetration);
  return fiveCandles(
    { id: 'CDLMATHOLD', title: 'Mat Hold', lookback: 14, nature: 'CONTINUATION' },
    (first, second, third, fourth, fifth) => {
      const floor = first.close - first.body * penetration;
      return bullish(
        isLong(first) &&
          isShort(second) &&
          isShort(third) &&
          isShort(fourth) &&
          isWhite(first) &&
          isBlack(second) &&
          isWhite(fifth) &&
          bodyGapsUp(first, second) &&
          third.bottom < first.close &&
          fourth.bottom < first.close &&
          third.bottom > floor &&
          fourth.bottom > floor &&
          third.top < second.open &&
          fourth.top < third.top &&
          fifth.open > fourth.close &&
          fifth.close > Math.max(second.high, third.high, fourth.high),
      );
    },
  );
}

const staysInRange = (candle: Candle, first: Candle): boolean => candle.bottom < first.high && candle.top > first.low;

/** A long candle, three small ones against it inside its range, and a long one that goes on. */
export const RISING_FALLING_THREE_METHODS = fiveCandles(
  { id: 'CDLRISEFALL3METHODS', title: 'Rising/Falling Three Methods', lookback: 14, nature: 'CONTINUATION' },
  (first, second, third, fourth, fifth) => {
    const sign = first.colour;
    return byColour(
      first,
      isLong(first) &&
        isShort(second) &&
        isShort(third) &&
        isShort(fourth) &&
        isLong(fifth) &&
        second.colour === -first.colour &&
        third.colour === second.colour &&
        fourth.colour === third.colour &&
        fifth.colour === -fourth.colour &&
        staysInRange(second, first) &&
        staysInRange(third, first) &&
        staysInRange(fourth, first) &&
        sign * third.close < sign * second.close &&
        sign * fourth.close < sign * third.close &&
        sign * fifth.open > sign * fourth.close &&
        sign * fifth.close > sign * first.close,
    );
  },
);
