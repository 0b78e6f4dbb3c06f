import { describe, expect, it } from 'vitest';
import { ChartPatternStream, findChartPatterns } from '../../src/index.js';
import { type DrawnChart, drawnChart, upsideDown } from './drawn-chart.js';

type Corner = readonly [bar: number, price: number];

const DOUBLE_TOP: readonly Corner[] = [
  [0, 85],
  [10, 110],
  [18, 100],
  [26, 110],
  [34, 95],
];
const HEAD: readonly Corner[] = [
  [0, 85],
  [10, 106],
  [16, 100],
  [24, 114],
  [32, 101],
  [38, 107],
  [46, 95],
];
const FLAG: readonly Corner[] = [
  [0, 85],
  [8, 115],
  [13, 109],
  [18, 113],
  [23, 107],
  [31, 120],
];

const options = { side: 3 };
const found = (chart: DrawnChart) => findChartPatterns(chart, options);

describe('a chart that begins with the rise a pattern follows', () => {
  it.each([
    ['DOUBLE_TOP', 'DOUBLE_BOTTOM', DOUBLE_TOP],
    ['HEAD_AND_SHOULDERS', 'INVERSE_HEAD_AND_SHOULDERS', HEAD],
    ['BULL_FLAG', 'BEAR_FLAG', FLAG],
  ])('has the %s all the same, and upside down the %s', (kind, mirrored, corners) => {
    const chart = drawnChart(corners);
    const pattern = found(chart).find((each) => each.kind === kind);
    expect([pattern?.status, pattern?.pivots[0]]).toEqual(['CONFIRMED', { index: 0, price: 84.5, kind: 'LOW' }]);
    const turned = found(upsideDown(chart)).find((each) => each.kind === mirrored);
    expect([turned?.status, turned?.pivots[0]]).toEqual(['CONFIRMED', { index: 0, price: 115.5, kind: 'HIGH' }]);
  });

  it('has the pattern it has after a fall', () => {
    const later = DOUBLE_TOP.map(([bar, price]): Corner => [bar + 6, price]);
    const [whole] = found(drawnChart([[0, 97], ...later]));
    const [cut] = found(drawnChart(DOUBLE_TOP));
    expect(cut?.pivots.map(({ index, price }) => [index + 6, price])).toEqual(
      whole?.pivots.map(({ index, price }) => [index, price]),
    );
    expect([cut?.height, cut?.target, cut?.shape]).toEqual([whole?.height, whole?.target, whole?.shape]);
  });

  it('has the same bar by bar', () => {
    for (const corners of [DOUBLE_TOP, HEAD, FLAG]) {
      const chart = drawnChart(corners);
      const stream = new ChartPatternStream(options);
      const said = chart.close.flatMap((close, i) => stream.push(chart.high[i] ?? 0, chart.low[i] ?? 0, close));
      expect(said).toEqual(expect.arrayContaining(found(chart)));
    }
  });

  it('has none when the low before the first high is no lower than the valley', () => {
    const [, ...rest] = DOUBLE_TOP;
    expect(found(drawnChart([[0, 102], ...rest])).map(({ kind }) => kind)).toEqual([]);
  });
});
