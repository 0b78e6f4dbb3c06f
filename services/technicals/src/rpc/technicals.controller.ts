import { invalidArgument, notFound, Rpc } from '@cream/grpc';
import {
  ChartPane,
  ChartTheme,
  type DescribeRequest,
  type DescribeResponse,
  type GetChartRequest,
  type GetChartResponse,
  type ListIndicatorsRequest,
  type ListIndicatorsResponse,
  type RenderChartRequest,
  type RenderChartResponse,
  TechnicalsService,
} from '@cream/proto/knowledge';
import { Controller, Inject } from '@nestjs/common';
import { ChartReader } from '../app/chart-reader.js';
import { DESCRIBED, DRAWN, INDICATORS, indicatorsNamed, indicatorTitle } from '../app/indicators/indicator-table.js';
import { altText } from '../picture/alt-text.js';
import { chartPicture } from '../picture/chart-picture.js';
import { clearestMarks, drawnShapes } from '../picture/pattern-words.js';
import { picturePlan } from '../picture/picture-plan.js';
import { DARK, LIGHT } from '../picture/picture-theme.js';
import { pictureRequest } from './render-request.js';

/** The contract: 0 means 250. */
const DEFAULT_BARS = 250;
const MOST_BARS = 2000;
/** Patterns of a picture: more would cover the candles. */
const MOST_MARKS = 9;
const MOST_SHAPES = 3;

/** `cream.knowledge.v1.TechnicalsService`. */
@Controller()
export class TechnicalsController {
  constructor(@Inject(ChartReader) private readonly reader: ChartReader) {}

  @Rpc(TechnicalsService.method.describe)
  async describe({ symbols, asOf, indicators, interval }: DescribeRequest): Promise<DescribeResponse> {
    const wanted = indicators.length === 0 ? DESCRIBED : indicatorsNamed(indicators);
    return {
      $typeName: 'cream.knowledge.v1.DescribeResponse',
      facts: await this.reader.describe(symbols, asOf, wanted, interval),
    };
  }

  @Rpc(TechnicalsService.method.getChart)
  async getChart({ symbol, asOf, bars, interval, indicators }: GetChartRequest): Promise<GetChartResponse> {
    if (bars > MOST_BARS) throw invalidArgument('bars', `must be at most ${MOST_BARS}`);
    return this.reader.chart({
      symbol,
      asOf,
      interval,
      count: bars === 0 ? DEFAULT_BARS : bars,
      indicators: indicators.length === 0 ? DRAWN : indicatorsNamed(indicators),
    });
  }

  @Rpc(TechnicalsService.method.renderChart)
  async renderChart(request: RenderChartRequest): Promise<RenderChartResponse> {
    const { symbol, asOf, interval, withoutLevels, withoutPatterns } = request;
    const { count, width, height, theme, indicators } = pictureRequest(request);
    const chart = await this.reader.chart({ symbol, asOf, interval, count, indicators });
    const newest = chart.bars.at(-1)?.end;
    if (newest === undefined) throw notFound(`${symbol} has no bar that had ended by then`);
    const marked = {
      levels: withoutLevels ? [] : chart.levels,
      marks: withoutPatterns ? [] : clearestMarks(chart.candleMarks, chart.bars.length, MOST_MARKS),
      shapes: withoutPatterns ? [] : drawnShapes(chart.shapes, MOST_SHAPES),
    };
    const plan = picturePlan(chart, indicatorTitle);
    return {
      $typeName: 'cream.knowledge.v1.RenderChartResponse',
      png: await chartPicture(plan, marked, theme === ChartTheme.DARK ? DARK : LIGHT, { width, height }),
      width,
      height,
      altText: altText(plan, marked),
      asOf: newest,
      symbol,
      interval: chart.interval,
      bars: chart.bars.length,
      theme,
      indicators: indicators.map(({ name }) => name),
      levels: marked.levels,
      candleMarks: marked.marks,
      shapes: marked.shapes,
    };
  }

  @Rpc(TechnicalsService.method.listIndicators)
  listIndicators(_request: ListIndicatorsRequest): ListIndicatorsResponse {
    return {
      $typeName: 'cream.knowledge.v1.ListIndicatorsResponse',
      indicators: INDICATORS.map((indicator) => ({
        $typeName: 'cream.knowledge.v1.Indicator',
        name: indicator.name,
        title: indicator.title,
        pane: ChartPane[indicator.pane],
        outputs: indicator.outputs.map(({ name }) => name),
        described: DESCRIBED.includes(indicator),
        drawn: DRAWN.includes(indicator),
      })),
    };
  }
}
