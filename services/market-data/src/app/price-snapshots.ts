import type { SymbolSnapshot } from '@cream/proto/market';
import type { TradingCalendar } from '../calendar/trading-calendar.js';
import type { BarSeries } from './bar-series.js';
import { quoteOf } from './quote.js';
import type { Reads } from './reads.js';
import { END_OF_TIME_MS, UnknownSymbolError } from './series-catalog.js';
import type { FeedHub } from './streams/feed-hub.js';
import { followedQuote } from './streams/followed-quote.js';

/** The newest knowable price of symbols: of their stored bars, and of the live feed where it follows them. */
export class PriceSnapshots {
  constructor(
    private readonly reads: Reads,
    private readonly calendar: TradingCalendar,
    private readonly hub?: FeedHub | undefined,
  ) {}

  /** @throws UnknownSymbolError for a symbol that is neither held nor followed */
  async at(symbols: readonly string[], asOfMs: number): Promise<SymbolSnapshot[]> {
    const { hub } = this;
    if (hub === undefined) {
      return (await this.reads.series(symbols, asOfMs)).map((series) => this.stored(series, asOfMs));
    }
    return Promise.all(
      symbols.map(async (symbol) => {
        const { quote, lastBar } = await this.storedOrNothing(hub, symbol, asOfMs);
        const newest = followedQuote(hub, symbol, quote, asOfMs);
        return {
          $typeName: 'cream.market.v1.SymbolSnapshot' as const,
          symbol,
          ...(newest && { quote: newest }),
          ...(lastBar && { lastBar }),
        };
      }),
    );
  }

  private stored(series: BarSeries, asOfMs: number): SymbolSnapshot {
    const newest = series.visibleAt(asOfMs) - 1;
    if (newest < 0) return { $typeName: 'cream.market.v1.SymbolSnapshot', symbol: series.symbol };
    return {
      $typeName: 'cream.market.v1.SymbolSnapshot',
      symbol: series.symbol,
      quote: quoteOf(series, newest, asOfMs, this.calendar),
      lastBar: series.bar(newest),
    };
  }

  private async storedOrNothing(hub: FeedHub, symbol: string, asOfMs: number): Promise<Partial<SymbolSnapshot>> {
    try {
      const [series] = await this.reads.series([symbol], asOfMs);
      return series === undefined ? {} : this.stored(series, asOfMs);
    } catch (error) {
      if (error instanceof UnknownSymbolError && hub.follows(symbol, END_OF_TIME_MS)) return {};
      throw error;
    }
  }
}
