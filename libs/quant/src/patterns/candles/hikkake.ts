import type { Candle } from './candle.js';
import { isHigherBar, isInsideBar, isLowerBar } from './candle-geometry.js';
import { type CandlePattern, type CandleSignal, candleAgo } from './candle-pattern.js';

/** Bars within which a close beyond the inside bar confirms the pattern. */
const CONFIRMATION_BARS = 3;

type SignalAt = CandlePattern['signalAt'];

/** An inside bar, and a bar that leaves it: below is bullish (a false break), above is bearish. */
const hikkakeAt: SignalAt = (candles, index) => {
  const inside = candleAgo(candles, index, 1);
  const last = candleAgo(candles, index, 0);
  if (!isInsideBar(candleAgo(candles, index, 2), inside)) return 0;
  if (isLowerBar(inside, last)) return 100;
  return isHigherBar(inside, last) ? -100 : 0;
};

/** Two inside bars, the first of which closes near the end the false break will go to. */
const modifiedHikkakeAt: SignalAt = (candles, index) => {
  const second = candleAgo(candles, index, 2);
  const inside = candleAgo(candles, index, 1);
  const last = candleAgo(candles, index, 0);
  if (!(isInsideBar(candleAgo(candles, index, 3), second) && isInsideBar(second, inside))) return 0;
  const { near } = second.limits;
  if (isLowerBar(inside, last) && second.close <= second.low + near) return 100;
  return isHigherBar(inside, last) && second.close >= second.high - near ? -100 : 0;
};

/**
 * The pattern at a bar, or else the confirmation of the newest pattern of the three bars before: the first close beyond
 * the far end of its inside bar, which doubles the signal.
 */
function withConfirmation(patternAt: SignalAt): SignalAt {
  return (candles, index) => {
    const found = patternAt(candles, index);
    if (found !== 0) return found;
    for (let ago = 1; ago <= CONFIRMATION_BARS; ago++) {
      const pattern = patternAt(candles, index - ago);
      if (pattern === 0) continue;
      const inside = candleAgo(candles, index, ago + 1);
      for (let earlier = ago - 1; earlier > 0; earlier--) {
        if (isBeyond(candleAgo(candles, index, earlier), inside, pattern)) return 0;
      }
      if (!isBeyond(candleAgo(candles, index, 0), inside, pattern)) return 0;
      return pattern > 0 ? 200 : -200;
    }
    return 0;
  };
}

const isBeyond = (candle: Candle, inside: Candle, pattern: CandleSignal): boolean =>
  pattern > 0 ? candle.close > inside.high : candle.close < inside.low;

export const HIKKAKE: CandlePattern = {
  id: 'CDLHIKKAKE',
  title: 'Hikkake',
  candles: 3,
  lookback: 5,
  nature: 'CONTINUATION',
  signalAt: withConfirmation(hikkakeAt),
};

export const MODIFIED_HIKKAKE: CandlePattern = {
  id: 'CDLHIKKAKEMOD',
  title: 'Modified Hikkake',
  candles: 4,
  lookback: 10,
  nature: 'REVERSAL',
  signalAt: withConfirmation(modifiedHikkakeAt),
};
