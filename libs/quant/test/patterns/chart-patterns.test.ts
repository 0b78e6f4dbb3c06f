import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ChartPattern,
  type ChartPatternKind,
  ChartPatternStream,
  findChartPatterns,
  priceAt,
  QuantError,
} from '../../src/index.js';
import { seeded } from '../random.js';
import { chartAround, type DrawnChart, drawnChart, upsideDown } from './drawn-chart.js';

type Corner = readonly [bar: number, price: number];

/** The first pattern of a kind in a chart. */
function first(chart: DrawnChart, kind: ChartPatternKind): ChartPattern {
  const found = findChartPatterns(chart, { side: 3 }).find((pattern) => pattern.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
}

const kindsOf = (chart: DrawnChart): ChartPatternKind[] =>
  findChartPatterns(chart, { side: 3 }).map(({ kind }) => kind);

const RISE: readonly Corner[] = [
  [0, 90],
  [4, 85],
];
/** From so low that its first low is on no line with those of a triangle. */
const LONG_RISE: readonly Corner[] = [
  [0, 65],
  [4, 60],
];
const DOUBLE_TOP: readonly Corner[] = [...RISE, [14, 110], [22, 100], [30, 110], [34, 104]];
const HEAD: readonly Corner[] = [...RISE, [14, 106], [20, 100], [28, 114], [36, 101], [42, 107], [46, 103]];
const ASCENDING: readonly Corner[] = [...LONG_RISE, [12, 110], [20, 98], [28, 110], [36, 104], [44, 110], [48, 108]];
const DESCENDING: readonly Corner[] = [...LONG_RISE, [12, 118], [20, 98], [28, 111], [36, 98], [44, 104], [48, 101]];
const SYMMETRICAL: readonly Corner[] = [...LONG_RISE, [12, 118], [20, 98], [28, 114], [36, 102], [44, 110], [48, 107]];
const FLAG: readonly Corner[] = [...RISE, [12, 115], [17, 109], [22, 113], [27, 107], [31, 110]];
const PENNANT: readonly Corner[] = [...RISE, [12, 115], [17, 106], [22, 112], [27, 108], [31, 109]];

describe('a double top', () => {
  it('is two highs at one price over a flat neckline', () => {
    const pattern = first(drawnChart(DOUBLE_TOP), 'DOUBLE_TOP');
    expect(pattern).toMatchObject({
      direction: 'BEARISH',
      upper: { slope: 0, intercept: 110.5 },
      lower: { slope: 0, intercept: 99.5 },
      height: 11,
      shape: 1,
      knownIndex: 33,
      status: 'FORMING',
      statusIndex: undefined,
      breakoutLevel: 99.5,
      target: 88.5,
    });
    expect(pattern.pivots.map(({ index, price }) => [index, price])).toEqual([
      [4, 84.5],
      [14, 110.5],
      [22, 99.5],
      [30, 110.5],
    ]);
    expect(pattern.confidence).toBeCloseTo(0.5 + (0.25 * 11) / (11 + 4), 14);
  });

  it('is confirmed by the first close below the neckline', () => {
    const forming = first(drawnChart(DOUBLE_TOP), 'DOUBLE_TOP');
    const confirmed = first(drawnChart([...DOUBLE_TOP.slice(0, -1), [34, 104], [39, 99]]), 'DOUBLE_TOP');
    expect(confirmed).toMatchObject({ status: 'CONFIRMED', statusIndex: 39, breakoutLevel: 99.5, target: 88.5 });
    expect(confirmed.confidence).toBeCloseTo(forming.confidence + 0.25, 14);
  });

  it('fails when a close tops it, or when it takes longer to break than to form', () => {
    const topped = first(drawnChart([...DOUBLE_TOP, [41, 111]]), 'DOUBLE_TOP');
    expect(topped).toMatchObject({ status: 'FAILED', statusIndex: 41, confidence: 0 });
    const stale = first(drawnChart([...DOUBLE_TOP, [80, 104.5]]), 'DOUBLE_TOP');
    expect(stale).toMatchObject({ status: 'FAILED', statusIndex: 56, confidence: 0 });
  });

  it('needs tops at one price and a rise before them', () => {
    expect(kindsOf(drawnChart([...RISE, [14, 110], [22, 100], [30, 106], [34, 104]]))).not.toContain('DOUBLE_TOP');
    expect(
      kindsOf(
        drawnChart([
          [0, 108],
          [4, 103],
          [14, 110],
          [22, 100],
          [30, 110],
          [34, 104],
        ]),
      ),
    ).not.toContain('DOUBLE_TOP');
  });
});

describe('head and shoulders', () => {
  it('have a neckline through the valleys and the head above it as height', () => {
    const pattern = first(drawnChart(HEAD), 'HEAD_AND_SHOULDERS');
    expect(pattern).toMatchObject({ direction: 'BEARISH', status: 'FORMING', knownIndex: 45 });
    // Valleys of 99.5 at bar 20 and 100.5 at bar 36; the head of 114.5 stands at bar 28.
    expect(pattern.lower.slope).toBeCloseTo(1 / 16, 14);
    expect(priceAt(pattern.lower, 28)).toBeCloseTo(100, 12);
    expect(pattern.height).toBeCloseTo(14.5, 12);
  });

  it('are confirmed where a close is below the sloping neckline', () => {
    const pattern = first(drawnChart([...HEAD, [52, 97]]), 'HEAD_AND_SHOULDERS');
    // From 103 at bar 46 a dollar a bar: 101 at bar 48 is below 101.25.
    expect(pattern).toMatchObject({ status: 'CONFIRMED', statusIndex: 48 });
    expect(pattern.breakoutLevel).toBeCloseTo(101.25, 12);
    expect(pattern.target).toBeCloseTo(101.25 - 14.5, 12);
  });

  it('need a head above both shoulders', () => {
    const flat: readonly Corner[] = [...RISE, [14, 106], [20, 100], [28, 106], [36, 101], [42, 107], [46, 103]];
    expect(kindsOf(drawnChart(flat))).not.toContain('HEAD_AND_SHOULDERS');
  });
});

describe('a triangle', () => {
  it('ascends with rising lows under a flat top, and is confirmed above it', () => {
    const forming = first(drawnChart(ASCENDING), 'ASCENDING_TRIANGLE');
    expect(forming).toMatchObject({ direction: 'BULLISH', status: 'FORMING', breakoutLevel: 110.5 });
    expect(forming.upper).toEqual({ slope: 0, intercept: 110.5 });
    expect(forming.lower.slope).toBeCloseTo(6 / 16, 14);
    // At the first low of 97.5.
    expect(forming.height).toBeCloseTo(13, 12);
    const confirmed = first(drawnChart([...ASCENDING, [52, 112]]), 'ASCENDING_TRIANGLE');
    expect(confirmed).toMatchObject({ status: 'CONFIRMED', statusIndex: 51 });
    expect(confirmed.target).toBeCloseTo(123.5, 12);
  });

  it('descends with falling highs on a flat bottom', () => {
    const pattern = first(drawnChart([...DESCENDING, [52, 97]]), 'DESCENDING_TRIANGLE');
    expect(pattern).toMatchObject({ direction: 'BEARISH', status: 'CONFIRMED', statusIndex: 52, breakoutLevel: 97.5 });
  });

  it('is symmetrical when both sides close in, and takes its direction from the breakout', () => {
    expect(first(drawnChart(SYMMETRICAL), 'SYMMETRICAL_TRIANGLE')).toMatchObject({
      direction: 'NEUTRAL',
      status: 'FORMING',
      breakoutLevel: undefined,
      target: undefined,
    });
    const up = first(drawnChart([...SYMMETRICAL, [52, 112]]), 'SYMMETRICAL_TRIANGLE');
    const down = first(drawnChart([...SYMMETRICAL, [52, 100]]), 'SYMMETRICAL_TRIANGLE');
    expect([up.direction, up.status]).toEqual(['BULLISH', 'CONFIRMED']);
    expect([down.direction, down.status]).toEqual(['BEARISH', 'CONFIRMED']);
    expect(up.target).toBeGreaterThan(up.breakoutLevel ?? Number.NaN);
    expect(down.target).toBeLessThan(down.breakoutLevel ?? Number.NaN);
  });

  it('fails when its sides meet before a close leaves them', () => {
    const pattern = first(drawnChart([...ASCENDING, [54, 110.4]]), 'ASCENDING_TRIANGLE');
    // At the last high, bar 44, the lower side has 4 left to climb at 6 / 16 a bar.
    expect(pattern).toMatchObject({ status: 'FAILED', statusIndex: 54, lastBar: 54, confidence: 0 });
  });
});

describe('a flag', () => {
  it('rests between parallel lines after a pole, whose length it aims for again', () => {
    const pattern = first(drawnChart([...FLAG, [36, 116]]), 'BULL_FLAG');
    expect(pattern).toMatchObject({ direction: 'BULLISH', status: 'CONFIRMED', height: 31 });
    expect(pattern.upper.slope).toBeCloseTo(-0.2, 14);
    expect(pattern.lower.slope).toBeCloseTo(-0.2, 14);
    expect((pattern.target ?? 0) - (pattern.breakoutLevel ?? 0)).toBeCloseTo(31, 12);
  });

  it('is a pennant when the lines meet', () => {
    expect(first(drawnChart(PENNANT), 'BULL_PENNANT')).toMatchObject({ direction: 'BULLISH', status: 'FORMING' });
    expect(kindsOf(drawnChart(PENNANT))).not.toContain('BULL_FLAG');
  });

  it('must not give back more than half of the pole', () => {
    const deep: readonly Corner[] = [...RISE, [12, 115], [17, 101], [22, 113], [27, 97], [31, 102]];
    expect(kindsOf(drawnChart(deep))).not.toContain('BULL_FLAG');
  });
});

/** Walks in steps of an eighth, in which prices often meet. */
const walks = fc
  .array(fc.integer({ min: -24, max: 24 }), { minLength: 0, maxLength: 200, size: 'max' })
  .map((steps) => {
    let price = 100;
    return chartAround(
      steps.map((step) => {
        price += step / 8;
        return price;
      }),
    );
  });
/**
 * Walks of steps that a seed draws. A shift of the price may round a price that lies on a line to either side of it;
 * of such steps none lies there.
 */
const drawnWalks = fc.integer({ min: 0, max: 2 ** 31 }).map((seed) => {
  const random = seeded(seed);
  let price = 100;
  return chartAround(
    Array.from({ length: 200 }, () => {
      price += 6 * random() - 3;
      return price;
    }),
  );
});
const OPTIONS = { side: 2, minHeight: 1 };

describe('chart patterns', () => {
  it('of bottoms are those of tops upside down', () => {
    const pairs: readonly [readonly Corner[], ChartPatternKind, ChartPatternKind][] = [
      [DOUBLE_TOP, 'DOUBLE_TOP', 'DOUBLE_BOTTOM'],
      [HEAD, 'HEAD_AND_SHOULDERS', 'INVERSE_HEAD_AND_SHOULDERS'],
      [ASCENDING, 'ASCENDING_TRIANGLE', 'DESCENDING_TRIANGLE'],
      [DESCENDING, 'DESCENDING_TRIANGLE', 'ASCENDING_TRIANGLE'],
      [SYMMETRICAL, 'SYMMETRICAL_TRIANGLE', 'SYMMETRICAL_TRIANGLE'],
      [FLAG, 'BULL_FLAG', 'BEAR_FLAG'],
      [PENNANT, 'BULL_PENNANT', 'BEAR_PENNANT'],
    ];
    for (const [corners, kind, mirrored] of pairs) {
      const upright = first(drawnChart(corners), kind);
      const turned = first(upsideDown(drawnChart(corners)), mirrored);
      expect(turned.confidence).toBeCloseTo(upright.confidence, 12);
      expect(turned.height).toBeCloseTo(upright.height, 12);
      if (upright.target !== undefined) expect(turned.target).toBeCloseTo(200 - upright.target, 10);
    }
  });

  it('of any walk upside down are those of the walk, turned', () => {
    const opposite = { BULLISH: 'BEARISH', BEARISH: 'BULLISH', NEUTRAL: 'NEUTRAL' } as const;
    const facts = (patterns: readonly ChartPattern[], turned: boolean): string[] =>
      patterns
        .map(({ pivots, direction, knownIndex, status, statusIndex, shape }) => {
          const bars = pivots.map(({ index }) => index).join(' ');
          return [
            bars,
            turned ? opposite[direction] : direction,
            knownIndex,
            status,
            statusIndex,
            shape.toFixed(6),
          ].join();
        })
        .sort();
    fc.assert(
      fc.property(drawnWalks, (chart) => {
        expect(facts(findChartPatterns(upsideDown(chart), OPTIONS), true)).toEqual(
          facts(findChartPatterns(chart, OPTIONS), false),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('are found over walks at all', () => {
    const found = fc.sample(walks, { numRuns: 200, seed: 3 }).flatMap((chart) => findChartPatterns(chart, OPTIONS));
    expect(new Set(found.map(({ kind }) => kind)).size).toBe(11);
    expect(new Set(found.map(({ status }) => status)).size).toBe(3);
  });

  it('never look ahead: a shorter series has those known by then, as they stood then', () => {
    fc.assert(
      fc.property(walks, fc.nat(200), (chart, n) => {
        const part = { high: chart.high.slice(0, n), low: chart.low.slice(0, n), close: chart.close.slice(0, n) };
        const known = findChartPatterns(chart, OPTIONS).filter(({ knownIndex }) => knownIndex < part.close.length);
        const then = findChartPatterns(part, OPTIONS);
        expect(then.map(({ kind, pivots, knownIndex }) => [kind, pivots, knownIndex])).toEqual(
          known.map(({ kind, pivots, knownIndex }) => [kind, pivots, knownIndex]),
        );
        for (const [i, pattern] of known.entries()) {
          const decided = pattern.statusIndex !== undefined && pattern.statusIndex < part.close.length;
          if (decided) expect(then[i]).toEqual(pattern);
          else expect(then[i]?.status).toBe('FORMING');
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are the same bar by bar as at once, to the last bit', () => {
    fc.assert(
      fc.property(walks, ({ high, low, close }) => {
        const stream = new ChartPatternStream(OPTIONS);
        const newest = new Map<string, ChartPattern>();
        for (const [i, price] of close.entries()) {
          for (const pattern of stream.push(high[i] ?? 0, low[i] ?? 0, price)) {
            expect(i).toBe(pattern.statusIndex ?? pattern.knownIndex);
            newest.set(`${pattern.kind} ${pattern.pivots.map(({ index }) => index).join()}`, pattern);
          }
        }
        expect([...newest.values()]).toEqual(findChartPatterns({ high, low, close }, OPTIONS));
      }),
      { numRuns: 150 },
    );
  });

  it('are the same in any currency and after any shift of the price', () => {
    const facts = (chart: DrawnChart): unknown =>
      findChartPatterns(chart, OPTIONS).map(({ kind, pivots, status, statusIndex }) => [
        kind,
        pivots.map(({ index }) => index),
        status,
        statusIndex,
      ]);
    fc.assert(
      fc.property(drawnWalks, (chart) => {
        const moved = (move: (price: number) => number): DrawnChart => ({
          high: chart.high.map(move),
          low: chart.low.map(move),
          close: chart.close.map(move),
        });
        expect(facts(moved((price) => price * 2))).toEqual(facts(chart));
        expect(facts(moved((price) => price + 64))).toEqual(facts(chart));
      }),
      { numRuns: 100 },
    );
  });

  it('have a confidence from 0 to 1 and a target on the far side of the breakout', () => {
    fc.assert(
      fc.property(walks, (chart) => {
        for (const pattern of findChartPatterns(chart, OPTIONS)) {
          expect(pattern.confidence).toBeGreaterThanOrEqual(0);
          expect(pattern.confidence).toBeLessThanOrEqual(1);
          expect(pattern.height).toBeGreaterThan(0);
          const beyond = (pattern.target ?? 0) - (pattern.breakoutLevel ?? 0);
          const sign = { BULLISH: 1, BEARISH: -1, NEUTRAL: 0 }[pattern.direction];
          expect(Math.sign(beyond)).toBe(sign);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('hold only numbers, however large or small the prices', () => {
    const factors = [5e-324, 1e-320, 1e-300, 1e90];
    const isNumber = (value: number | undefined): boolean => value === undefined || Number.isFinite(value);
    fc.assert(
      fc.property(walks, fc.constantFrom(...factors), ({ close }, factor) => {
        const chart = chartAround(close);
        const scale = (values: number[]): number[] => values.map((value) => value * 8 * factor);
        const scaled = { high: scale(chart.high), low: scale(chart.low), close: scale(chart.close) };
        for (const { confidence, target, breakoutLevel, shape, height } of findChartPatterns(scaled, OPTIONS)) {
          expect([confidence, target, breakoutLevel, shape, height].every(isNumber)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('are none in an empty, a short or a flat series', () => {
    expect(findChartPatterns(chartAround([]))).toEqual([]);
    expect(findChartPatterns(chartAround([1, 2, 1]))).toEqual([]);
    expect(findChartPatterns(chartAround(new Array<number>(300).fill(5)))).toEqual([]);
  });

  it('refuse bad input by name', () => {
    const chart = drawnChart(DOUBLE_TOP);
    for (const column of ['high', 'low', 'close'] as const) {
      const bad = { ...chart, [column]: chart[column].with(7, Number.NaN) };
      expect(() => findChartPatterns(bad)).toThrow(expect.objectContaining({ parameter: column, index: 7 }));
    }
    expect(() => findChartPatterns({ ...chart, high: chart.high.with(7, 1e101) })).toThrow(QuantError);
    expect(() => findChartPatterns({ ...chart, close: [1] })).toThrow(QuantError);
    expect(() => findChartPatterns(chart, { side: 0 })).toThrow(QuantError);
    expect(() => new ChartPatternStream({ side: 0 })).toThrow(QuantError);
    expect(() => new ChartPatternStream().push(1, 1, Number.NaN)).toThrow(QuantError);
    expect(() => findChartPatterns(chart, { minHeight: Number.NaN })).toThrow(QuantError);
  });
});
