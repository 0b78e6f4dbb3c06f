import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CANDLE_PATTERNS,
  CandlePatternStream,
  candlePattern,
  candleSignals,
  type FoundCandlePattern,
  findCandlePatterns,
  lineAt,
  QuantError,
} from '../../src/index.js';
import { candleBars } from './candle-bars.js';
import { type Bar, columnsOf, LEAD, TEXTBOOK } from './textbook-candles.js';

/** Bars of bodies of 1 and ranges of 2 that move by `step` a bar and end with a close of 50. */
const trend = (step: number): Bar[] =>
  Array.from({ length: 14 }, (_, i): Bar => {
    const close = 50 - step * (13 - i);
    return [close - Math.sign(step), close + 1, close - 1, close];
  });

function found(bars: readonly Bar[], id: string): FoundCandlePattern {
  const match = findCandlePatterns(columnsOf(bars)).findLast(({ pattern }) => pattern.id === id);
  if (match === undefined) throw new Error(`no ${id}`);
  return match;
}

/** A short body at the top of its range, below everything before. */
const HAMMER: Bar = [49, 49.5, 47, 49.5];
const DOJI: Bar = [50, 51, 49, 50.1];

describe('a found candlestick pattern', () => {
  it('says which it is, where, and which way it points', () => {
    const hammer = found([...LEAD, HAMMER], 'CDLHAMMER');
    expect(hammer).toMatchObject({ index: 14, signal: 100, direction: 'BULLISH' });
    expect(hammer.pattern).toMatchObject({ title: 'Hammer', nature: 'REVERSAL' });
  });

  it('knows the trend before its first candle', () => {
    // The hammer is a pattern of two candles; the five bars before those fall by a dollar each in ranges of 2.
    const { trend: before, confidence } = found([...trend(-1), HAMMER], 'CDLHAMMER');
    expect(before?.direction).toBe('DOWN');
    expect(before?.strength).toBeCloseTo(5 / 7, 14);
    // From the high of 51 before it to its low of 47.
    expect(confidence).toBeCloseTo(0.4 + 0.3 * (5 / 7) + 0.2 * (4 / (4 + 2 * Math.SQRT2)), 14);
  });

  it('is more credible as a reversal against the trend than with it, and in none in between', () => {
    const after = (step: number): number => found([...trend(step), [49, 49.5, 47, 49.5]], 'CDLHAMMER').confidence;
    expect(found([...LEAD, HAMMER], 'CDLHAMMER').trend?.direction).toBe('SIDEWAYS');
    expect(after(-1)).toBeGreaterThan(after(-0.1));
    expect(after(-0.1)).toBeGreaterThan(after(1));
  });

  it('is more credible as a continuation with the trend than against it', () => {
    const marubozu: Bar = [50, 53, 50, 53];
    const after = (step: number): number => found([...trend(step), marubozu], 'CDLMARUBOZU').confidence;
    expect(after(1)).toBeGreaterThan(after(-1));
  });

  it('of indecision matters only where there is a trend to end', () => {
    const sideways = found([...LEAD, DOJI], 'CDLDOJI');
    expect(sideways).toMatchObject({ direction: 'NEUTRAL', trend: { direction: 'SIDEWAYS' } });
    expect(found([...trend(1), DOJI], 'CDLDOJI').confidence).toBeGreaterThan(sideways.confidence);
    expect(found([...trend(-1), DOJI], 'CDLDOJI').confidence).toBeGreaterThan(sideways.confidence);
  });

  it('reads a gravestone doji as bearish, whatever the sign of its signal', () => {
    expect(found([...LEAD, [50, 52, 49.95, 50.05]], 'CDLGRAVESTONEDOJI')).toMatchObject({
      signal: 100,
      direction: 'BEARISH',
    });
  });

  it('has the trend before the pattern, not before the bar that confirms it', () => {
    const [, , bars] = TEXTBOOK.find(([id, signal]) => id === 'CDLHIKKAKE' && signal === 200) ?? [];
    const all = [...LEAD, ...(bars ?? [])];
    const matches = findCandlePatterns(columnsOf(all)).filter(({ pattern }) => pattern.id === 'CDLHIKKAKE');
    expect(matches.map(({ signal, index }) => [signal, index])).toEqual([
      [100, 16],
      [200, 18],
    ]);
    expect(matches[1]?.trend).toEqual(matches[0]?.trend);
    expect(matches[1]?.confidence).toBeGreaterThan(matches[0]?.confidence ?? 1);
  });

  it('has no trend where too few bars precede it', () => {
    const first = findCandlePatterns(columnsOf([...LEAD.slice(0, 2), [50, 51.2, 49.8, 51], [51.5, 51.6, 49, 49.5]]));
    expect(first.map(({ pattern, trend: before }) => [pattern.id, before])).toEqual([['CDLENGULFING', undefined]]);
  });
});

describe('found candlestick patterns', () => {
  it('are those that have a signal', () => {
    fc.assert(
      fc.property(candleBars(), (bars) => {
        const matches = findCandlePatterns(columnsOf(bars));
        for (const pattern of CANDLE_PATTERNS) {
          const line = candleSignals(pattern, columnsOf(bars));
          const signals = bars.flatMap((_, index) => (lineAt(line, index) ? [[index, lineAt(line, index)]] : []));
          const own = matches.filter((match) => match.pattern.id === pattern.id);
          expect(own.map(({ index, signal }) => [index, signal])).toEqual(signals);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('are the same bar by bar as at once, to the last bit, and never change when more bars follow', () => {
    fc.assert(
      fc.property(candleBars(300), (bars) => {
        const stream = new CandlePatternStream();
        expect(bars.flatMap((bar) => stream.push(...bar))).toEqual(findCandlePatterns(columnsOf(bars)));
      }),
      { numRuns: 20 },
    );
  });

  it('have a confidence from 0 to 1, the same in any currency', () => {
    fc.assert(
      fc.property(candleBars(), (bars) => {
        const quadrupled = bars.map((bar): Bar => [4 * bar[0], 4 * bar[1], 4 * bar[2], 4 * bar[3]]);
        const matches = findCandlePatterns(columnsOf(bars));
        expect(findCandlePatterns(columnsOf(quadrupled))).toEqual(matches);
        for (const { confidence, trend: before } of matches) {
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
          expect(before?.strength ?? 0).toBeLessThan(1);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('hold only numbers, however large or small the prices', () => {
    fc.assert(
      fc.property(candleBars(), fc.constantFrom(5e-324, 1e-320, 1e-300, 1e90), (bars, factor) => {
        const scaled = bars.map((bar): Bar => {
          const [open, high, low, close] = bar.map((price) => price * 4 * factor);
          return [open ?? 0, high ?? 0, low ?? 0, close ?? 0];
        });
        for (const { confidence, trend: before } of findCandlePatterns(columnsOf(scaled))) {
          expect(Number.isFinite(confidence)).toBe(true);
          expect(Number.isFinite(before?.strength ?? 0)).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
    expect(() => findCandlePatterns({ open: [1], high: [1e101], low: [1], close: [1] })).toThrow(QuantError);
  });

  it('may be asked for from a bar on, and for some patterns only', () => {
    const columns = columnsOf([...LEAD, DOJI, HAMMER, DOJI]);
    const doji = candlePattern('CDLDOJI');
    expect(findCandlePatterns(columns, { patterns: [doji] }).map(({ index }) => index)).toEqual([14, 16]);
    expect(findCandlePatterns(columns, { patterns: [doji], from: 15 }).map(({ index }) => index)).toEqual([16]);
    expect(() => findCandlePatterns(columns, { from: -1 })).toThrow(QuantError);
  });
});
