import type { Candle } from './candle.js';
import {
  bearish,
  bodyGapsDown,
  bodyGapsUp,
  bullish,
  byColour,
  gapsDown,
  gapsUp,
  isBlack,
  isDoji,
  isLong,
  isSmall,
  isWhite,
} from './candle-geometry.js';
import { type CandlePattern, threeCandles } from './candle-pattern.js';
import { requirePenetration } from './penetration.js';

/** The third body is longer than the mean of those before it. */
const isNotShort = (candle: Candle): boolean => candle.body > candle.limits.bodyShort;

/** A long black candle, and a white one that closes deep inside its body. */
const isRecovery = (first: Candle, third: Candle, penetration: number): boolean =>
  isLong(first) &&
  isBlack(first) &&
  isNotShort(third) &&
  isWhite(third) &&
  third.close > first.close + first.body * penetration;

/** A long white candle, and a black one that closes deep inside its body. */
const isRelapse = (first: Candle, third: Candle, penetration: number): boolean =>
  isLong(first) &&
  isWhite(first) &&
  isNotShort(third) &&
  isBlack(third) &&
  third.close < first.close - first.body * penetration;

const isMorning = (first: Candle, star: Candle, third: Candle, penetration: number): boolean =>
  bodyGapsDown(first, star) && isRecovery(first, third, penetration);

const isEvening = (first: Candle, star: Candle, third: Candle, penetration: number): boolean =>
  bodyGapsUp(first, star) && isRelapse(first, third, penetration);

export function morningStar(penetration = 0.3): CandlePattern {
  requirePenetration(penetration);
  return threeCandles(
    { id: 'CDLMORNINGSTAR', title: 'Morning Star', lookback: 12, nature: 'REVERSAL' },
    (first, star, third) => bullish(isSmall(star) && isMorning(first, star, third, penetration)),
  );
}

export function morningDojiStar(penetration = 0.3): CandlePattern {
  requirePenetration(penetration);
  return threeCandles(
    { id: 'CDLMORNINGDOJISTAR', title: 'Morning Doji Star', lookback: 12, nature: 'REVERSAL' },
    (first, star, third) => bullish(isDoji(star) && isMorning(first, star, third, penetration)),
  );
}

export function eveningStar(penetration = 0.3): CandlePattern {
  requirePenetration(penetration);
  return threeCandles(
    { id: 'CDLEVENINGSTAR', title: 'Evening Star', lookback: 12, nature: 'REVERSAL' },
    (first, star, third) => bearish(isSmall(star) && isEvening(first, star, third, penetration)),
  );
}

export function eveningDojiStar(penetration = 0.3): CandlePattern {
  requirePenetration(penetration);
  return threeCandles(
    { id: 'CDLEVENINGDOJISTAR', title: 'Evening Doji Star', lookback: 12, nature: 'REVERSAL' },
    (first, star, third) => bearish(isDoji(star) && isEvening(first, star, third, penetration)),
  );
}

/** A doji star with gaps between the whole candles on both of its sides. */
export function abandonedBaby(penetration = 0.3): CandlePattern {
  requirePenetration(penetration);
  return threeCandles(
    { id: 'CDLABANDONEDBABY', title: 'Abandoned Baby', lookback: 12, nature: 'REVERSAL' },
    (first, baby, third) =>
      byColour(
        third,
        isDoji(baby) &&
          ((isRelapse(first, third, penetration) && gapsUp(first, baby) && gapsDown(baby, third)) ||
            (isRecovery(first, third, penetration) && gapsDown(first, baby) && gapsUp(baby, third))),
      ),
  );
}

/** Three doji, the second a star. All three are measured against what was a doji at the first. */
export const TRISTAR = threeCandles(
  { id: 'CDLTRISTAR', title: 'Tristar', lookback: 12, nature: 'REVERSAL' },
  (first, star, third) => {
    const { bodyDoji } = first.limits;
    if (!(first.body <= bodyDoji && star.body <= bodyDoji && third.body <= bodyDoji)) return 0;
    if (bodyGapsUp(first, star) && third.top < star.top) return -100;
    return bullish(bodyGapsDown(first, star) && third.bottom > star.bottom);
  },
);
