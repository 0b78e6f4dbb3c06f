import type { Timestamp } from '@cream/domain';
import type { Client } from '@cream/grpc';
import type { Fact, GetChartResponse } from '@cream/proto/knowledge';
import { Adjustment, type MarketDataService } from '@cream/proto/market';
import { BarColumnReader, type BarColumns } from './bar-columns.js';
import { chartFacts } from './chart-facts.js';
import { chartLines } from './chart-lines.js';
import { nearbyLevels } from './levels.js';

/** Facts depend on this many of the newest bars and on nothing else. */
const BARS_DESCRIBED = 320;
/** A split is no fall: prices are in the units of the asked time. */
const adjustment = Adjustment.SPLIT_WHERE_RAW;
/** Bars before a drawn chart, so that its longest average begins with it. */
const WARM_UP_BARS = 200;

/** Reads charts of market data. Unknown symbols are market-data's NOT_FOUND. */
export class ChartReader {
  readonly #columns = new BarColumnReader();

  constructor(private readonly marketData: Pick<Client<typeof MarketDataService>, 'getBars'>) {}

  /** Facts of each symbol at its newest bar that had ended by `asOf`, in the order of the symbols. */
  async describe(symbols: string[], asOf: Timestamp | undefined): Promise<Fact[]> {
    const { series } = await this.marketData.getBars({ symbols, ...when(asOf), limit: BARS_DESCRIBED, adjustment });
    return series.flatMap((one) => chartFacts(one, this.#columns.read(one)));
  }

  /**
   * The newest `count` bars with lines and levels. Smoothed lines (EMA, RSI, ATR, MACD) begin earlier than the facts'
   * 320 bars when the chart is longer; the difference at the newest bar is far below what can be drawn.
   */
  async chart(symbol: string, asOf: Timestamp | undefined, count: number): Promise<GetChartResponse> {
    const limit = Math.max(count + WARM_UP_BARS, BARS_DESCRIBED);
    const { series } = await this.marketData.getBars({ symbols: [symbol], ...when(asOf), limit, adjustment });
    const bars = series[0]?.bars ?? [];
    const first = Math.max(bars.length - count, 0);
    const columns = this.#columns.read({ symbol, bars });
    const described = newest(columns, BARS_DESCRIBED);
    return {
      $typeName: 'cream.knowledge.v1.GetChartResponse',
      bars: bars.slice(first),
      lines: chartLines(columns, first),
      levels: nearbyLevels(described).map(({ price, touches, role }) => ({
        $typeName: 'cream.knowledge.v1.PriceLevel',
        price,
        touches,
        support: role === 'SUPPORT',
      })),
    };
  }
}

/** The newest `count` bars of some columns. */
function newest({ high, low, close, volume }: BarColumns, count: number): BarColumns {
  return {
    high: high.slice(-count),
    low: low.slice(-count),
    close: close.slice(-count),
    volume: volume?.slice(-count),
  };
}

function when(asOf: Timestamp | undefined): { asOf?: Timestamp } {
  return asOf === undefined ? {} : { asOf };
}
