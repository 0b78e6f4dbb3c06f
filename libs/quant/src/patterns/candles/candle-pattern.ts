import type { Candle } from './candle.js';

/** What a pattern is held to announce. */
export type CandlePatternNature = 'REVERSAL' | 'CONTINUATION' | 'INDECISION';

export type CandleDirection = 'BULLISH' | 'BEARISH' | 'NEUTRAL';

/**
 * TA-Lib's answer at a bar: 100 bullish or white, −100 bearish or black, 0 none; ±200 a confirmed hikkake; ±80
 * bodies that share an end, if asked for.
 */
export type CandleSignal = -200 | -100 | -80 | 0 | 80 | 100 | 200;

export interface CandlePattern {
  /** TA-Lib's name, such as CDLENGULFING. */
  readonly id: string;
  /** The name in the literature, such as "Engulfing". */
  readonly title: string;
  /** How many candles it is made of. */
  readonly candles: number;
  /** Bars before the first that can have a signal: TA-Lib's lookback. */
  readonly lookback: number;
  readonly nature: CandlePatternNature;
  /** How it is read where the sign of the signal does not say so (TA-Lib gives every gravestone doji +100). */
  readonly direction?: CandleDirection;
  /** The signal at a bar that at least `lookback` candles precede. */
  readonly signalAt: (candles: readonly Candle[], index: number) => CandleSignal;
}

/** A pattern but for its geometry. */
export type CandlePatternHead = Omit<CandlePattern, 'signalAt' | 'candles'>;

/** The candle `ago` bars before `index`; the lookback proves that it exists. */
export function candleAgo(candles: readonly Candle[], index: number, ago: number): Candle {
  return candles[index - ago] as Candle;
}

export function oneCandle(head: CandlePatternHead, signal: (candle: Candle) => CandleSignal): CandlePattern {
  return { ...head, candles: 1, signalAt: (candles, i) => signal(candleAgo(candles, i, 0)) };
}

/** The geometry is given the candles oldest first, as the textbooks number them. */
export function twoCandles(
  head: CandlePatternHead,
  signal: (first: Candle, second: Candle) => CandleSignal,
): CandlePattern {
  return { ...head, candles: 2, signalAt: (candles, i) => signal(candleAgo(candles, i, 1), candleAgo(candles, i, 0)) };
}

export function threeCandles(
  head: CandlePatternHead,
  signal: (first: Candle, second: Candle, third: Candle) => CandleSignal,
): CandlePattern {
  return {
    ...head,
    candles: 3,
    signalAt: (candles, i) => signal(candleAgo(candles, i, 2), candleAgo(candles, i, 1), candleAgo(candles, i, 0)),
  };
}

export function fourCandles(
  head: CandlePatternHead,
  signal: (first: Candle, second: Candle, third: Candle, fourth: Candle) => CandleSignal,
): CandlePattern {
  return {
    ...head,
    candles: 4,
    signalAt: (candles, i) =>
      signal(candleAgo(candles, i, 3), candleAgo(candles, i, 2), candleAgo(candles, i, 1), candleAgo(candles, i, 0)),
  };
}

export function fiveCandles(
  head: CandlePatternHead,
  signal: (first: Candle, second: Candle, third: Candle, fourth: Candle, fifth: Candle) => CandleSignal,
): CandlePattern {
  return {
    ...head,
    candles: 5,
    signalAt: (candles, i) =>
      signal(
        candleAgo(candles, i, 4),
        candleAgo(candles, i, 3),
        candleAgo(candles, i, 2),
        candleAgo(candles, i, 1),
        candleAgo(candles, i, 0),
      ),
  };
}
