import type { Fact } from '@cream/proto/knowledge';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsClosingAt, barsOf, type Prices, path, readerOf } from './charts.js';

const factsOf = (facts: readonly Fact[], family: string): Fact[] =>
  facts.filter(({ kind }) => kind.startsWith(`pattern.${family}.`));

/** A decline of black candles, two dollars a day. */
const DECLINE: readonly Prices[] = Array.from({ length: 20 }, (_, day) => {
  const open = 140 - 2 * day;
  return [open, open + 0.5, open - 2.5, open - 2];
});
/** After the decline to 100 a black candle, and a white one whose body holds the other's. */
const ENGULFING: readonly Prices[] = [...DECLINE, [100, 100.5, 98.5, 99], [98, 103.5, 97.5, 103]];

/** The cells of a chart pattern's table by column. */
function cellsOf(fact: Fact | undefined): Record<string, string> {
  if (fact?.value.case !== 'table') throw new Error('the fact is no table');
  const { columns, rows } = fact.value.value;
  return Object.fromEntries(columns.map((column, k) => [column, rows[0]?.cells[k] ?? '']));
}

describe('candlestick patterns of the newest bar', () => {
  it('are stated with a confidence that the trend before them supports', async () => {
    const candles = factsOf(await readerOf(barsOf(ENGULFING)).describe(), 'candle');
    const engulfing = candles.find(({ kind }) => kind === 'pattern.candle.engulfing_bullish');
    expect(engulfing).toMatchObject({ unit: 'ratio', value: { case: 'decimal' } });
    expect(Number(engulfing?.value.case === 'decimal' && engulfing.value.value.value)).toBeGreaterThan(0.6);
    expect(engulfing?.source?.ref).toMatch(
      /^CDLENGULFING\(open, high, low, close\) = 100: reversal, trend before DOWN 0\.\d+$/,
    );
  });

  it('are silent a bar later', async () => {
    const later: readonly Prices[] = [...ENGULFING, [103, 104, 102, 103.5]];
    const kinds = factsOf(await readerOf(barsOf(later)).describe(), 'candle').map(({ kind }) => kind);
    expect(kinds).not.toContain('pattern.candle.engulfing_bullish');
  });

  it('are at most three, the most confident ones', async () => {
    const prices = fc.array(
      fc.tuple(fc.integer({ min: 90, max: 110 }), fc.nat(4), fc.nat(4), fc.integer({ min: -6, max: 6 })),
      { minLength: 12, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(prices, async (drawn) => {
        const bars = barsOf(
          drawn.map(([open, up, down, body]): Prices => {
            const close = open + body;
            return [open, Math.max(open, close) + up, Math.min(open, close) - down, close];
          }),
        );
        const reader = readerOf(bars);
        const stated = factsOf(await reader.describe(), 'candle').map(({ value }) =>
          value.case === 'decimal' ? Number(value.value.value) : Number.NaN,
        );
        const marked = (await reader.drawn(40)).candleMarks.filter(({ bar }) => bar === bars.length - 1);
        expect(stated).toEqual(marked.slice(0, 3).map(({ confidence }) => expect.closeTo(confidence, 5)));
      }),
    );
  });
});

describe('chart patterns', () => {
  /** Two tops at 120 over a valley at 110, then a fall. */
  const twoTops = (...fall: readonly number[]) => readerOf(barsClosingAt(path(8, 105, 100, 120, 110, 120, ...fall)));

  it('form under their neckline', async () => {
    const [top] = factsOf(await twoTops(113).describe(), 'shape');
    expect(top?.kind).toBe('pattern.shape.double_top');
    // The tops' highs are 121, the valley's low 109.
    expect(cellsOf(top)).toMatchObject({
      status: 'FORMING',
      direction: 'BEARISH',
      breakout: '109',
      target: '97',
      upper: '121',
      lower: '109',
      height: '12',
    });
  });

  it('are confirmed by a close below it, and name the bar', async () => {
    const [top] = factsOf(await twoTops(106).describe(), 'shape');
    expect(cellsOf(top)).toMatchObject({ status: 'CONFIRMED', breakout: '109', target: '97' });
    expect(top?.source?.ref).toMatch(
      /^chart_patterns\(side 5, min height 2\): 4 pivots, \d{8}T\d{6}Z to \d{8}T\d{6}Z, decided \d{8}T\d{6}Z$/,
    );
  });

  it('are of the past once their target is reached', async () => {
    const kinds = factsOf(await twoTops(94).describe(), 'shape').map(({ kind }) => kind);
    expect(kinds).not.toContain('pattern.shape.double_top');
  });

  it('are drawn with their lines from the first pivot to the decision', async () => {
    const { shapes } = await twoTops(106).drawn(100);
    const top = shapes.find(({ kind }) => kind === 'DOUBLE_TOP');
    expect(top).toMatchObject({ breakout: 109, target: 97, active: true });
    expect(top?.lower).toMatchObject({ from: { bar: top?.pivots[0]?.bar, price: 109 }, to: { bar: top?.decidedBar } });
  });
});

describe('bars that cannot be', () => {
  it('are named with their symbol instead of described', async () => {
    const bars = barsOf([...DECLINE, [100, 90, 95, 92]]);
    await expect(readerOf(bars).describe()).rejects.toMatchObject({
      name: 'DomainError',
      code: 'BARS_UNUSABLE',
      message: expect.stringMatching(/^the bars of AAPL: high\[20\] must not lie below the low/),
    });
  });
});
