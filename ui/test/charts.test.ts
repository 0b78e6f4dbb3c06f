import { create } from '@bufbuild/protobuf';
import { GetChartResponseSchema } from '@cream/proto/console';
import { CandleMarkSchema, ChartPane, ChartSegmentSchema, IndicatorSchema } from '@cream/proto/knowledge';
import { BarInterval } from '@cream/proto/market';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartDrawing, drawnMarks, linePoints, segmentPoints } from '../src/app/charts/chart-drawing.js';
import { chartQuery, indicatorNames, indicatorsText, USUAL_INDICATORS } from '../src/app/charts/chart-query.js';
import { intervalLabel, intervalName, intervalOf } from '../src/app/format/interval.js';

const NOWHERE = { interval: undefined, asOf: undefined, bars: undefined, indicators: undefined };

describe('the address of a chart', () => {
  it('means the newest 250 bars with the usual indicators when it says nothing', () => {
    expect(chartQuery(NOWHERE)).toEqual({
      interval: BarInterval.UNSPECIFIED,
      bars: 250,
      indicators: [...USUAL_INDICATORS],
    });
  });

  it('names interval, time, bars and indicators', () => {
    expect(chartQuery({ interval: '5m', asOf: '2016-03-01', bars: '500', indicators: 'ema_9,rsi_14' })).toEqual({
      interval: BarInterval.FIVE_MINUTES,
      asOf: { seconds: BigInt(Date.parse('2016-03-01T23:59:59Z') / 1000), nanos: 0 },
      bars: 500,
      indicators: ['ema_9', 'rsi_14'],
    });
  });

  it.each([
    ['2016-02-30', '251', '7m'],
    ['yesterday', 'many', ''],
    ['', '-1', 'none'],
  ])('is read as if what makes no sense were not there: %s, %s, %s', (asOf, bars, interval) => {
    expect(chartQuery({ ...NOWHERE, asOf, bars, interval })).toEqual(chartQuery(NOWHERE));
  });

  it('can say that there shall be no indicator, and any others', () => {
    expect(indicatorNames(indicatorsText([]))).toEqual([]);
    expect(indicatorsText(USUAL_INDICATORS)).toBeUndefined();
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/).filter((name) => name !== 'none'));
    fc.assert(
      fc.property(names, (chosen) => {
        expect(indicatorNames(indicatorsText(chosen))).toEqual(chosen);
      }),
    );
  });

  it('names every interval as people do', () => {
    expect([intervalName(BarInterval.ONE_DAY), intervalLabel(BarInterval.ONE_DAY)]).toEqual(['1d', 'Daily']);
    expect(intervalOf(intervalName(BarInterval.ONE_MINUTE))).toBe(BarInterval.ONE_MINUTE);
  });
});

describe('a chart as it is drawn', () => {
  const line = (name: string, indicator: string, pane: ChartPane) => ({
    name,
    indicator,
    pane,
    offset: 1,
    values: [1, 2],
  });
  const answer = create(GetChartResponseSchema, {
    chart: {
      bars: [1, 2, 3].map((day) => ({ start: { seconds: BigInt(day * 86_400) } })),
      lines: [
        line('sma_20', 'sma_20', ChartPane.PRICE),
        line('bollinger_upper_20_2', 'bollinger_20_2', ChartPane.PRICE),
        line('bollinger_middle_20_2', 'bollinger_20_2', ChartPane.PRICE),
        line('bollinger_lower_20_2', 'bollinger_20_2', ChartPane.PRICE),
        line('ema_9', 'ema_9', ChartPane.PRICE),
        line('macd_12_26', 'macd_12_26_9', ChartPane.OWN),
        line('macd_signal_9', 'macd_12_26_9', ChartPane.OWN),
      ],
    },
  });
  const drawing = chartDrawing(answer, [create(IndicatorSchema, { name: 'sma_20', title: 'Simple average 20' })]);

  it('has a colour for each line over the candles, one for a band, and begins anew in a pane of its own', () => {
    const colors = drawing.indicators.map(({ lines }) => lines.map(({ color }) => color));
    expect(colors).toEqual([
      ['--series-1'],
      ['--series-2', '--series-2', '--series-2'],
      ['--series-3'],
      ['--series-1', '--series-2'],
    ]);
    expect(drawing.indicators.map(({ title }) => title)).toEqual([
      'Simple average 20',
      'bollinger_20_2',
      'ema_9',
      'macd_12_26_9',
    ]);
  });

  it('begins a line at the bar where its warm-up ends', () => {
    const [first] = drawing.indicators[0]?.lines ?? [];
    expect(first && linePoints(first, drawing.times)).toEqual([
      { time: 172_800, value: 1 },
      { time: 259_200, value: 2 },
    ]);
  });

  it('cuts a straight line off at the ends of the chart without bending it', () => {
    const segment = create(ChartSegmentSchema, { from: { bar: -2, price: 10 }, to: { bar: 2, price: 14 } });
    expect(segmentPoints(segment, drawing.times)).toEqual([
      { time: 86_400, value: 12 },
      { time: 259_200, value: 14 },
    ]);
    const outside = create(ChartSegmentSchema, { from: { bar: -4, price: 10 }, to: { bar: -1, price: 14 } });
    expect(segmentPoints(outside, drawing.times)).toEqual([]);
  });

  it('marks the thirty clearest candlesticks in time order', () => {
    const confidences = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 80 });
    fc.assert(
      fc.property(confidences, (drawn) => {
        const marks = drawn.map((confidence, bar) => create(CandleMarkSchema, { bar, confidence }));
        const kept = drawnMarks(marks);
        const weakest = Math.min(1, ...kept.map(({ confidence }) => confidence));
        expect(kept).toHaveLength(Math.min(30, marks.length));
        expect(kept.map(({ bar }) => bar)).toEqual(kept.map(({ bar }) => bar).sort((a, b) => a - b));
        for (const mark of marks) if (!kept.includes(mark)) expect(mark.confidence).toBeLessThanOrEqual(weakest);
      }),
    );
  });
});
