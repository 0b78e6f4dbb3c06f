import { requireAbove, requireNumber } from '../../numbers.js';
import type { Candle } from './candle.js';
import { bearish, bullish, isBlack, isLong, isWhite, isWithin } from './candle-geometry.js';
import { type CandlePattern, twoCandles } from './candle-pattern.js';

/** A penetration is a ratio of the first body, 0 or more. */
export function requirePenetration(penetration: number): void {
  requireNumber('penetration', penetration);
  requireAbove('penetration', penetration, -Number.MIN_VALUE);
}

/** A long black candle and a white one that opens below its low. */
const opensBelowLongBlack = (first: Candle, second: Candle): boolean =>
  isBlack(first) && isLong(first) && isWhite(second) && second.open < first.low;

/** A black candle that opens above a long white one and closes deep inside its body. */
export function darkCloudCover(penetration = 0.5): CandlePattern {
  requirePenetration(penetration);
  return twoCandles(
    { id: 'CDLDARKCLOUDCOVER', title: 'Dark Cloud Cover', lookback: 11, nature: 'REVERSAL' },
    (first, second) =>
      bearish(
        isWhite(first) &&
          isLong(first) &&
          isBlack(second) &&
          second.open > first.high &&
          second.close > first.open &&
          second.close < first.close - first.body * penetration,
      ),
  );
}

/** A long white candle that opens below a long black one and closes above the middle of its body. */
export const PIERCING = twoCandles(
  { id: 'CDLPIERCING', title: 'Piercing', lookback: 11, nature: 'REVERSAL' },
  (first, second) =>
    bullish(
      opensBelowLongBlack(first, second) &&
        isLong(second) &&
        second.close < first.open &&
        second.close > first.close + first.body * 0.5,
    ),
);

/** The white candle climbs back only to the low of the black one. */
export const ON_NECK = twoCandles(
  { id: 'CDLONNECK', title: 'On-Neck', lookback: 11, nature: 'CONTINUATION' },
  (first, second) =>
    bearish(opensBelowLongBlack(first, second) && isWithin(second.close, first.low, first.limits.equal)),
);

/** The white candle climbs back to the close of the black one, or barely into its body. */
export const IN_NECK = twoCandles(
  { id: 'CDLINNECK', title: 'In-Neck', lookback: 11, nature: 'CONTINUATION' },
  (first, second) =>
    bearish(
      opensBelowLongBlack(first, second) &&
        second.close <= first.close + first.limits.equal &&
        second.close >= first.close,
    ),
);

/** The white candle closes inside the black body, but not above its middle. */
export const THRUSTING = twoCandles(
  { id: 'CDLTHRUSTING', title: 'Thrusting', lookback: 11, nature: 'CONTINUATION' },
  (first, second) =>
    bearish(
      opensBelowLongBlack(first, second) &&
        second.close > first.close + first.limits.equal &&
        second.close <= first.close + first.body * 0.5,
    ),
);
