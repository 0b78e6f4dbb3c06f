import { type CandleMark, ChartPane, PatternDirection } from '@cream/proto/knowledge';
import {
  CandlestickSeries,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  type SeriesMarker,
  type UTCTimestamp,
} from 'lightweight-charts';
import { decimal } from '../format/decimal.js';
import type { Token } from '../shared/chart-options.js';
import {
  type ChartDrawing,
  type DrawnIndicator,
  type DrawnLine,
  drawnMarks,
  linePoints,
  type Point,
  pivotPoints,
  segmentPoints,
} from './chart-drawing.js';

/** Shares of the height of candles, volume and every further pane. */
const STRETCH = { price: 5, volume: 1, own: 1.4 } as const;
/** Drawn thin: the middle of Bollinger bands lies on the average of the same bars. */
const PART_OF_BAND = /_(upper|middle|lower)(_|$)/;
const QUIET = { priceLineVisible: false, lastValueVisible: false, crosshairMarkerVisible: false } as const;

type Series = ISeriesApi<'Candlestick' | 'Histogram' | 'Line'>;

/** What was put on a chart. */
export interface Drawn {
  readonly candles: ISeriesApi<'Candlestick'>;
  readonly all: readonly Series[];
}

/** Puts a drawing on an empty chart. */
export function drawChart(chart: IChartApi, drawing: ChartDrawing, token: Token): Drawn {
  const { times, bars } = drawing;
  const [rise, fall] = [token('--rise'), token('--fall')];
  const candles = chart.addSeries(CandlestickSeries, {
    upColor: rise,
    borderUpColor: rise,
    wickUpColor: rise,
    downColor: fall,
    borderDownColor: fall,
    wickDownColor: fall,
    priceLineVisible: false,
  });
  candles.setData(
    bars.map((bar, k) => ({
      time: times[k] as UTCTimestamp,
      open: Number(bar.open?.value),
      high: Number(bar.high?.value),
      low: Number(bar.low?.value),
      close: Number(bar.close?.value),
    })),
  );
  const all: Series[] = [candles];
  const volumePane = bars.some(({ volume }) => volume !== undefined) ? 1 : undefined;
  if (volumePane !== undefined) all.push(drawVolume(chart, drawing, token, volumePane));
  let pane = volumePane ?? 0;
  for (const indicator of drawing.indicators) {
    const at =
      indicator.pane === ChartPane.PRICE ? 0 : indicator.pane === ChartPane.VOLUME ? (volumePane ?? 0) : ++pane;
    for (const line of indicator.lines) all.push(drawLine(chart, indicator, line, times, token, at));
  }
  all.push(...drawShapes(chart, drawing, token));
  drawLevels(candles, drawing, token);
  createSeriesMarkers(candles, markers(drawing, token));
  for (const [k, each] of chart.panes().entries()) {
    each.setStretchFactor(k === 0 ? STRETCH.price : k === volumePane ? STRETCH.volume : STRETCH.own);
  }
  return { candles, all };
}

const data = (points: readonly Point[]) => points.map(({ time, value }) => ({ time: time as UTCTimestamp, value }));

function drawVolume(chart: IChartApi, { bars, times }: ChartDrawing, token: Token, pane: number): Series {
  const series = chart.addSeries(HistogramSeries, { ...QUIET, priceFormat: { type: 'volume' } }, pane);
  const [rise, fall] = [token('--rise-soft'), token('--fall-soft')];
  series.setData(
    bars.flatMap((bar, k) => {
      if (bar.volume === undefined) return [];
      const color = Number(bar.close?.value) >= Number(bar.open?.value) ? rise : fall;
      return [{ time: times[k] as UTCTimestamp, value: Number(bar.volume.value), color }];
    }),
  );
  return series;
}

function drawLine(
  chart: IChartApi,
  { name, pane }: DrawnIndicator,
  line: DrawnLine,
  times: readonly number[],
  token: Token,
  at: number,
): Series {
  const points = data(linePoints(line, times));
  const priceFormat = pane === ChartPane.PRICE ? {} : { priceFormat: formatOf(line.unit) };
  if (line.name.includes('histogram')) {
    const series = chart.addSeries(HistogramSeries, { ...QUIET, ...priceFormat }, at);
    const [rise, fall] = [token('--rise-soft'), token('--fall-soft')];
    series.setData(points.map((point) => ({ ...point, color: point.value < 0 ? fall : rise })));
    return series;
  }
  const series = chart.addSeries(
    LineSeries,
    {
      ...QUIET,
      ...priceFormat,
      color: token(line.color),
      lineWidth: PART_OF_BAND.test(line.name) ? 1 : 2,
      ...(name === 'parabolic_sar' ? { lineVisible: false, pointMarkersVisible: true, pointMarkersRadius: 2 } : {}),
    },
    at,
  );
  series.setData(points);
  return series;
}

function formatOf(unit: string) {
  if (unit === 'shares') return { type: 'volume' as const };
  const precision = unit === 'ratio' ? 3 : 2;
  return { type: 'price' as const, precision, minMove: 10 ** -precision };
}

/** The lines of chart patterns, and dotted the way of their pivots. */
function drawShapes(chart: IChartApi, { shapes, times }: ChartDrawing, token: Token): Series[] {
  const color = token('--shape-line');
  return shapes.flatMap(({ upper, lower, pivots }) => {
    const ways = [
      { points: segmentPoints(upper, times), lineStyle: LineStyle.Solid, lineWidth: 2 as const },
      { points: segmentPoints(lower, times), lineStyle: LineStyle.Solid, lineWidth: 2 as const },
      { points: pivotPoints(pivots, times), lineStyle: LineStyle.Dotted, lineWidth: 1 as const },
    ];
    return ways.flatMap(({ points, ...style }) => {
      if (points.length < 2) return [];
      const series = chart.addSeries(LineSeries, { ...QUIET, ...style, color });
      series.setData(data(points));
      return [series];
    });
  });
}

/** The stronger a level, the thicker its line. */
function drawLevels(candles: ISeriesApi<'Candlestick'>, { levels }: ChartDrawing, token: Token): void {
  for (const { price, support, strength } of levels) {
    candles.createPriceLine({
      price,
      color: token(support ? '--rise' : '--fall'),
      lineWidth: strength >= 0.3 ? 2 : 1,
      lineStyle: LineStyle.Dashed,
      axisLabelVisible: true,
      title: support ? 'S' : 'R',
    });
  }
}

function markers({ marks, fills, times }: ChartDrawing, token: Token): SeriesMarker<UTCTimestamp>[] {
  const ofFills = fills.flatMap(({ bar, buy, quantity }): SeriesMarker<UTCTimestamp>[] => {
    const time = times[bar];
    if (time === undefined) return [];
    return [
      {
        time: time as UTCTimestamp,
        position: buy ? 'belowBar' : 'aboveBar',
        shape: 'square',
        color: token('--accent-line'),
        text: `${buy ? 'B' : 'S'} ${decimal(quantity?.value)}`,
      },
    ];
  });
  const ofMarks = drawnMarks(marks).flatMap((mark): SeriesMarker<UTCTimestamp>[] => {
    const time = times[mark.bar];
    return time === undefined ? [] : [{ time: time as UTCTimestamp, ...signOf(mark, token) }];
  });
  return [...ofMarks, ...ofFills].sort((a, b) => a.time - b.time);
}

function signOf(
  { direction }: CandleMark,
  token: Token,
): Pick<SeriesMarker<UTCTimestamp>, 'position' | 'shape' | 'color' | 'size'> & { position: 'aboveBar' | 'belowBar' } {
  if (direction === PatternDirection.BULLISH) {
    return { position: 'belowBar', shape: 'arrowUp', color: token('--rise'), size: 0.7 };
  }
  if (direction === PatternDirection.BEARISH) {
    return { position: 'aboveBar', shape: 'arrowDown', color: token('--fall'), size: 0.7 };
  }
  return { position: 'aboveBar', shape: 'circle', color: token('--axis-text'), size: 0.5 };
}
