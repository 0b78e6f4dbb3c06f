import type { ChartFill, GetChartResponse } from '@cream/proto/console';
import {
  type CandleMark,
  type ChartLine,
  ChartPane,
  type ChartPoint,
  type ChartSegment,
  type ChartShape,
  type Indicator,
  type PriceLevel,
} from '@cream/proto/knowledge';
import type { Bar } from '@cream/proto/market';
import { millis, newYorkDate, newYorkTime } from '../format/time.js';

/** A point of a line: seconds since the epoch, and a value that is only for the eye. */
export interface Point {
  readonly time: number;
  readonly value: number;
}

/** A line of an indicator. `offset` is the bar of its first value. */
export interface DrawnLine {
  readonly name: string;
  readonly unit: string;
  readonly offset: number;
  readonly values: readonly number[];
  /** The design token of its colour. */
  readonly color: string;
}

export interface DrawnIndicator {
  readonly name: string;
  readonly title: string;
  readonly pane: ChartPane;
  readonly lines: readonly DrawnLine[];
}

/** A chart as it is drawn. Bars are known by their position. */
export interface ChartDrawing {
  readonly bars: readonly Bar[];
  /** Of each bar, in seconds since the epoch, ascending. */
  readonly times: readonly number[];
  readonly indicators: readonly DrawnIndicator[];
  readonly levels: readonly PriceLevel[];
  readonly marks: readonly CandleMark[];
  readonly shapes: readonly ChartShape[];
  readonly fills: readonly ChartFill[];
}

/** Marks of candlesticks on the chart; more would cover the candles. The list beside it has all. */
const MOST_MARKS = 30;
const COLORS = 8;
const BAND = /_(upper|lower)(_|$)/;

/** Sorts an answer by what is drawn. */
export function chartDrawing({ chart, fills }: GetChartResponse, known: readonly Indicator[]): ChartDrawing {
  const bars = chart?.bars ?? [];
  return {
    bars,
    times: bars.map(({ start, end }) => Math.floor(millis(start ?? end ?? { seconds: 0n, nanos: 0 }) / 1000)),
    indicators: drawnIndicators(chart?.lines ?? [], known),
    levels: chart?.levels ?? [],
    marks: chart?.candleMarks ?? [],
    shapes: chart?.shapes ?? [],
    fills,
  };
}

/** Over the candles each line has a colour of its own, but the ends of a band share one; every other pane begins anew. */
function drawnIndicators(lines: readonly ChartLine[], known: readonly Indicator[]): DrawnIndicator[] {
  const byName = Map.groupBy(lines, ({ indicator }) => indicator);
  let overCandles = 0;
  return [...byName].map(([name, group]) => {
    const pane = group[0]?.pane ?? ChartPane.OWN;
    let inPane = 0;
    const isBand = group.filter((line) => BAND.test(line.name)).length === 2;
    const bandColor = isBand && pane === ChartPane.PRICE ? overCandles++ : undefined;
    return {
      name,
      title: known.find((indicator) => indicator.name === name)?.title ?? name,
      pane,
      lines: group.map((line) => {
        const number = bandColor ?? (pane === ChartPane.PRICE ? overCandles++ : inPane++);
        const { offset, values, unit } = line;
        return { name: line.name, unit, offset, values, color: `--series-${(number % COLORS) + 1}` };
      }),
    };
  });
}

/** What a bar is called: by its date, an intraday one by when it began, both in New York. */
export function barName(bar: Bar | undefined, intraday: boolean): string {
  return intraday ? newYorkTime(bar?.start) : newYorkDate(bar?.end);
}

/** The points of a line; those beyond the bars do not exist. */
export function linePoints({ offset, values }: DrawnLine, times: readonly number[]): Point[] {
  return values.flatMap((value, k) => {
    const time = times[offset + k];
    return time === undefined ? [] : [{ time, value }];
  });
}

/** A straight line as far as it lies within the bars; nothing when it lies outside, or begins and ends at one bar. */
export function segmentPoints(segment: ChartSegment | undefined, times: readonly number[]): Point[] {
  const { from, to } = segment ?? {};
  if (from === undefined || to === undefined) return [];
  const [first, last] = [Math.max(from.bar, 0), Math.min(to.bar, times.length - 1)];
  const slope = to.bar === from.bar ? 0 : (to.price - from.price) / (to.bar - from.bar);
  if (first >= last) return [];
  return [first, last].flatMap((bar) => {
    const time = times[bar];
    return time === undefined ? [] : [{ time, value: from.price + slope * (bar - from.bar) }];
  });
}

/** The way of pivots as far as it lies within the bars. */
export function pivotPoints(pivots: readonly ChartPoint[], times: readonly number[]): Point[] {
  return pivots.flatMap(({ bar, price }) => {
    const time = times[bar];
    return time === undefined ? [] : [{ time, value: price }];
  });
}

/** The marks that are drawn: the most confident ones, in time order. */
export function drawnMarks(marks: readonly CandleMark[]): CandleMark[] {
  return [...marks]
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MOST_MARKS)
    .sort((a, b) => a.bar - b.bar);
}
