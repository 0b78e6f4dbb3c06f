import { DomainError, type Timestamp } from '@cream/domain';
import type { Client } from '@cream/grpc';
import type { Fact, GetChartResponse } from '@cream/proto/knowledge';
import { Adjustment, BarInterval, type MarketDataService, type SymbolBars } from '@cream/proto/market';
import { QuantError } from '@cream/quant';
import { BarColumnReader, type BarColumns, newestColumns } from './bar-columns.js';
import { chartFacts } from './chart-facts.js';
import { chartOf } from './chart-of.js';
import type { Indicator } from './indicators/indicator.js';
import { DESCRIBED } from './indicators/indicator-table.js';

/** Facts depend on this many of the newest bars and on nothing else. */
const BARS_DESCRIBED = 320;
/** A split is no fall: prices are in the units of the asked time. */
const adjustment = Adjustment.SPLIT_WHERE_RAW;
/** Bars before a drawn chart, so that its longest average begins with it. */
const WARM_UP_BARS = 200;

/** What is asked of a chart. */
export interface ChartQuestion {
  readonly symbol: string;
  readonly asOf: Timestamp | undefined;
  /** UNSPECIFIED: the interval the series has. */
  readonly interval: BarInterval;
  /** Bars wanted. */
  readonly count: number;
  readonly indicators: readonly Indicator[];
}

/** Reads charts of market data. Unknown symbols are market-data's NOT_FOUND. */
export class ChartReader {
  readonly #columns = new BarColumnReader();

  constructor(private readonly marketData: Pick<Client<typeof MarketDataService>, 'getBars'>) {}

  /**
   * Facts of each symbol at its newest bar that had ended by `asOf`, in the order of the symbols.
   * @throws DomainError for bars that no number can be computed from, naming the symbol
   */
  async describe(
    symbols: string[],
    asOf: Timestamp | undefined,
    indicators: readonly Indicator[] = DESCRIBED,
    interval = BarInterval.UNSPECIFIED,
  ): Promise<Fact[]> {
    const { series } = await this.marketData.getBars({
      symbols,
      ...when(asOf),
      interval,
      limit: BARS_DESCRIBED,
      adjustment,
    });
    return series.flatMap((one) => computed(one.symbol, () => chartFacts(one, this.#read(one), indicators)));
  }

  /**
   * The newest bars with lines, levels and patterns. Smoothed lines (EMA, RSI, ATR, MACD) begin earlier than the facts'
   * 320 bars when the chart is longer; the difference at the newest bar is far below what can be drawn.
   * @throws DomainError as `describe`
   */
  async chart({ symbol, asOf, interval, count, indicators }: ChartQuestion): Promise<GetChartResponse> {
    const limit = Math.max(count + WARM_UP_BARS, BARS_DESCRIBED);
    const { series } = await this.marketData.getBars({ symbols: [symbol], ...when(asOf), interval, limit, adjustment });
    const one = series[0];
    if (one === undefined) throw new DomainError('SERIES_MISSING', `market-data did not answer for ${symbol}`);
    const columns = this.#read(one);
    return computed(symbol, () => chartOf(one, columns, newestColumns(columns, BARS_DESCRIBED), count, indicators));
  }

  /** One symbol may be read in several intervals. */
  #read({ symbol, interval, bars }: SymbolBars): BarColumns {
    return this.#columns.read({ symbol: `${symbol} ${interval}`, bars });
  }
}

/** What the numbers say of bars they cannot be computed from, with the symbol. */
function computed<T>(symbol: string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof QuantError)) throw error;
    throw new DomainError('BARS_UNUSABLE', `the bars of ${symbol}: ${error.message}`);
  }
}

function when(asOf: Timestamp | undefined): { asOf?: Timestamp } {
  return asOf === undefined ? {} : { asOf };
}
