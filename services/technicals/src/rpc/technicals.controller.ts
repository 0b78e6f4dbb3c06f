import { invalidArgument, Rpc } from '@cream/grpc';
import {
  type DescribeRequest,
  type DescribeResponse,
  type GetChartRequest,
  type GetChartResponse,
  TechnicalsService,
} from '@cream/proto/knowledge';
import { Controller, Inject } from '@nestjs/common';
import { ChartReader } from '../app/chart-reader.js';

/** The contract: 0 means 250. */
const DEFAULT_BARS = 250;
const MOST_BARS = 2000;

/** `cream.knowledge.v1.TechnicalsService`. */
@Controller()
export class TechnicalsController {
  constructor(@Inject(ChartReader) private readonly reader: ChartReader) {}

  @Rpc(TechnicalsService.method.describe)
  async describe({ symbols, asOf }: DescribeRequest): Promise<DescribeResponse> {
    return {
      $typeName: 'cream.knowledge.v1.DescribeResponse',
      facts: await this.reader.describe(symbols, asOf),
    };
  }

  @Rpc(TechnicalsService.method.getChart)
  async getChart({ symbol, asOf, bars }: GetChartRequest): Promise<GetChartResponse> {
    if (bars > MOST_BARS) throw invalidArgument('bars', `must be at most ${MOST_BARS}`);
    return this.reader.chart(symbol, asOf, bars === 0 ? DEFAULT_BARS : bars);
  }
}
