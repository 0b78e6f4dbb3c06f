import { invalidArgument, Rpc } from '@cream/grpc';
import {
  ChartPane,
  type DescribeRequest,
  type DescribeResponse,
  type GetChartRequest,
  type GetChartResponse,
  type ListIndicatorsRequest,
  type ListIndicatorsResponse,
  TechnicalsService,
} from '@cream/proto/knowledge';
import { Controller, Inject } from '@nestjs/common';
import { ChartReader } from '../app/chart-reader.js';
import { DESCRIBED, DRAWN, INDICATORS, indicatorsNamed } from '../app/indicators/indicator-table.js';

/** The contract: 0 means 250. */
const DEFAULT_BARS = 250;
const MOST_BARS = 2000;

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
