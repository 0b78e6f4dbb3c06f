import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CANDLE_PATTERNS,
  type CandleColumns,
  type CandlePattern,
  CandleSignalStream,
  candlePattern,
  candleSignals,
  engulfing,
  harami,
  haramiCross,
  lastOf,
  lineAt,
  morningStar,
  QuantError,
  type SharedEnds,
} from '../../src/index.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, goldenTable } from '../golden.js';
import { candleBars } from './candle-bars.js';
import { type Bar, columnsOf, LEAD, TEXTBOOK } from './textbook-candles.js';

const streamed = (pattern: (typeof CANDLE_PATTERNS)[number], bars: readonly Bar[]): (number | undefined)[] => {
  const stream = new CandleSignalStream(pattern);
  return bars.map((bar) => stream.push(...bar));
};

describe('candlestick patterns', () => {
  it('are the 61 of TA-Lib', () => {
    expect(new Set(CANDLE_PATTERNS.map(({ id }) => id)).size).toBe(61);
    expect(new Set(TEXTBOOK.map(([id]) => id))).toEqual(new Set(CANDLE_PATTERNS.map(({ id }) => id)));
  });

  it.each(TEXTBOOK)('find %s with %d as the textbook draws it', (id, signal, bars) => {
    expect(lastOf(candleSignals(candlePattern(id), columnsOf([...LEAD, ...bars])))).toBe(signal);
  });

  it('are not found in the even bars before', () => {
    for (const pattern of CANDLE_PATTERNS) {
      expect(lastOf(candleSignals(pattern, columnsOf([...LEAD, ...LEAD]))), pattern.id).toBe(0);
    }
  });

  it('ask as much of the last candle of a star as the penetration says', () => {
    const bars = columnsOf([...LEAD, [53, 53, 49.8, 50], [49, 49.5, 48.5, 49.6], [50, 52.5, 50, 52]]);
    expect(lastOf(candleSignals(morningStar(0.6), bars))).toBe(100);
    expect(lastOf(candleSignals(morningStar(0.7), bars))).toBe(0);
  });

  it('mark bodies that share an end only when asked to', () => {
    // Signals of TA-Lib 0.8.1, which always marks them.
    const long: Bar = [53, 53.2, 49.8, 50];
    const drawings: readonly [(options: SharedEnds) => CandlePattern, number, Bar, Bar][] = [
      [engulfing, 80, [51, 51.2, 49.8, 50], [50, 52, 49.4, 51.5]],
      [engulfing, -80, [50, 51.2, 49.8, 51], [51.5, 52, 49.4, 50]],
      [engulfing, 0, [51, 51.2, 49.8, 50], [50, 52, 49.4, 51]],
      [engulfing, 100, [51, 51.2, 49.8, 50], [49.5, 52, 49.4, 51.5]],
      [harami, 80, long, [50, 52, 49.8, 50.6]],
      [haramiCross, 80, long, [50, 52, 49.8, 50.1]],
      [haramiCross, -80, [50, 53.2, 49.8, 53], [53, 53.2, 52, 52.9]],
    ];
    for (const [pattern, signal, ...bars] of drawings) {
      const columns = columnsOf([...LEAD, ...bars]);
      expect(lastOf(candleSignals(pattern({ sharedEnds: 'MARKED' }), columns))).toBe(signal);
      expect(lastOf(candleSignals(pattern({}), columns))).toBe(Math.abs(signal) === 80 ? 0 : signal);
    }
  });

  it('are the same bar by bar as at once, to the last bit', () => {
    fc.assert(
      fc.property(candleBars(), (bars) => {
        for (const pattern of CANDLE_PATTERNS) {
          const line = candleSignals(pattern, columnsOf(bars));
          expect(streamed(pattern, bars)).toEqual(bars.map((_, index) => lineAt(line, index)));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('never change when more bars follow', () => {
    fc.assert(
      fc.property(candleBars(), fc.nat(150), (bars, cut) => {
        const part = bars.slice(0, cut);
        for (const pattern of CANDLE_PATTERNS) {
          const whole = candleSignals(pattern, columnsOf(bars)).values;
          const { values } = candleSignals(pattern, columnsOf(part));
          expect(values).toEqual(whole.subarray(0, values.length));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('are the same in any currency', () => {
    fc.assert(
      fc.property(candleBars(), (bars) => {
        const quadrupled = bars.map((bar): Bar => [4 * bar[0], 4 * bar[1], 4 * bar[2], 4 * bar[3]]);
        for (const pattern of CANDLE_PATTERNS) {
          expect(candleSignals(pattern, columnsOf(quadrupled))).toEqual(candleSignals(pattern, columnsOf(bars)));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('have no signal before the lookback, and none in a short series', () => {
    for (const pattern of CANDLE_PATTERNS) {
      const { offset, values } = candleSignals(pattern, columnsOf(LEAD.slice(0, pattern.lookback)));
      expect([offset, values.length]).toEqual([pattern.lookback, 0]);
    }
  });

  it('refuse bad input by name', () => {
    const doji = candlePattern('CDLDOJI');
    const refused = (columns: CandleColumns): unknown => {
      try {
        return candleSignals(doji, columns);
      } catch (error) {
        return error;
      }
    };
    expect(refused({ open: [1], high: [Number.NaN], low: [1], close: [1] })).toMatchObject({
      parameter: 'high',
      index: 0,
    });
    expect(refused({ open: [1], high: [1], low: [2], close: [1] })).toMatchObject({ parameter: 'high', index: 0 });
    expect(refused({ open: [1], high: [1, 2], low: [1], close: [1] })).toMatchObject({ parameter: 'high' });
    expect(() => candlePattern('CDLNOTHING')).toThrow(QuantError);
    expect(() => morningStar(Number.NaN)).toThrow(QuantError);
    expect(() => morningStar(-0.1)).toThrow(QuantError);
  });
});

/**
 * QuantConnect/Lean, Tests/TestData/spy_candle_patterns.txt (Apache-2.0): TA-Lib 0.4's signals, ±100 by direction or
 * colour and ±200 for a confirmed hikkake, empty inside the lookback. No signal may differ.
 */
describe.skipIf(!GOLDEN_PRESENT)(`published candlestick patterns${GOLDEN_NOTE}`, () => {
  it.each(CANDLE_PATTERNS.map(({ id }) => id))('%s on SPY', (id) => {
    const table = goldenTable('lean_indicators/spy_candle_patterns.txt');
    const prices = (name: string): number[] => table.column(name).map((value) => value ?? Number.NaN);
    const line = candleSignals(candlePattern(id), {
      open: prices('Open'),
      high: prices('High'),
      low: prices('Low'),
      close: prices('Close'),
    });
    const published = table.column(id);
    expect(published.filter((value) => value !== undefined).length).toBeGreaterThan(400);
    expect(published.map((_, index) => lineAt(line, index))).toEqual(published);
  });
});
