import { isOccSymbol, readOccSymbol } from '@cream/domain';
import { BarInterval } from '@cream/proto/market';
import type { z } from 'zod';
import { intervalName } from '../../app/bar-interval.js';
import type {
  BarsRequest,
  CorporateActionSource,
  CorporateActionsRequest,
  HistoricalBars,
  HistoricalQuotes,
  HistoricalTrades,
  NewsRequest,
  NewsSource,
  OptionChainRequest,
  OptionChains,
  Snapshots,
  TicksRequest,
  TimeRange,
  VendorArticle,
  VendorBar,
  VendorCorporateAction,
  VendorErrorDetails,
  VendorOption,
  VendorQuote,
  VendorSnapshot,
  VendorTrade,
} from '../../app/ports/index.js';
import { VendorError, within } from '../../app/ports/index.js';
import { DAY_MS } from '../../calendar/civil-date.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import type { StreamingVendorSettings } from '../../vendors.config.js';
import { type AdapterRuntime, allPages, type HttpClient, type Query } from '../http/index.js';
import { vendorClient } from '../vendor-client.js';
import { toTicker } from './polygon-symbol.js';
import { toArticle, toBar, toDividend, toOption, toQuote, toSnapshot, toSplit, toTrade } from './polygon-values.js';
import {
  aggregatesPage,
  dividendsPage,
  newsPage,
  optionChainPage,
  optionContract,
  quotesPage,
  splitsPage,
  stockSnapshots,
  tradesPage,
} from './polygon-wire.js';

export const POLYGON = 'Polygon';
/** 5 requests a minute in the plan without a fee. */
const RATE_LIMIT = { burst: 5, perSecond: 5 / 60, waiting: 10_000 };
const PAGE = 50_000;
const CHAIN_PAGE = 250;
const REFERENCE_PAGE = 1000;
const STOCK_SNAPSHOTS = '/v2/snapshot/locale/us/markets/stocks/tickers';

const SPANS: ReadonlyMap<BarInterval, string> = new Map([
  [BarInterval.ONE_MINUTE, '1/minute'],
  [BarInterval.FIVE_MINUTES, '5/minute'],
  [BarInterval.FIFTEEN_MINUTES, '15/minute'],
  [BarInterval.THIRTY_MINUTES, '30/minute'],
  [BarInterval.ONE_HOUR, '1/hour'],
  [BarInterval.ONE_DAY, '1/day'],
]);

interface Paged {
  readonly next_url?: string | null | undefined;
}

/**
 * Polygon's (now Massive's) market data over REST: stocks, options (OCC symbols) and indices (`I:SPX`), prices raw.
 * https://massive.com/docs/rest
 */
export class PolygonMarketData
  implements
    HistoricalBars,
    HistoricalQuotes,
    HistoricalTrades,
    Snapshots,
    OptionChains,
    CorporateActionSource,
    NewsSource
{
  private readonly http: HttpClient;

  constructor(
    settings: StreamingVendorSettings,
    private readonly calendar: TradingCalendar,
    private readonly runtime: AdapterRuntime,
  ) {
    this.http = vendorClient(settings, runtime, {
      vendor: POLYGON,
      rateLimit: RATE_LIMIT,
      keys: { POLYGON_KEY: settings.key },
      headers: { authorization: `Bearer ${settings.key ?? ''}` },
    });
  }

  async *bars({ symbols, interval, range }: BarsRequest, signal: AbortSignal): AsyncGenerator<VendorBar> {
    const daily = interval === BarInterval.ONE_DAY;
    // Its daily bars begin at midnight in New York, ours with the session.
    const from = daily ? range.fromMs - DAY_MS : range.fromMs;
    for (const symbol of symbols) {
      const span = SPANS.get(interval);
      const path = `/v2/aggs/ticker/${encodeURIComponent(toTicker(symbol))}/range/${span}/${from}/${range.toMs - 1}`;
      if (span === undefined) {
        throw new VendorError(
          'BAD_REQUEST',
          `there are no ${intervalName(interval)} bars`,
          this.http.detailsOf(path, {}),
        );
      }
      const query = { adjusted: 'false', sort: 'asc', limit: PAGE };
      for await (const { results } of this.pages(path, query, aggregatesPage, signal)) {
        for (const one of results ?? []) {
          const bar = toBar(symbol, interval, one, this.calendar);
          if (bar.endMs <= this.runtime.clock.now() && within(range, bar.startMs)) yield bar;
        }
      }
    }
  }

  async *quotes({ symbols, range }: TicksRequest, signal: AbortSignal): AsyncGenerator<VendorQuote> {
    for (const symbol of symbols) {
      const path = `/v3/quotes/${encodeURIComponent(toTicker(symbol))}`;
      for await (const { results } of this.pages(path, tickQuery(range), quotesPage, signal)) {
        for (const one of results ?? []) yield toQuote(symbol, one);
      }
    }
  }

  async *trades({ symbols, range }: TicksRequest, signal: AbortSignal): AsyncGenerator<VendorTrade> {
    for (const symbol of symbols) {
      const path = `/v3/trades/${encodeURIComponent(toTicker(symbol))}`;
      for await (const { results } of this.pages(path, tickQuery(range), tradesPage, signal)) {
        for (const one of results ?? []) yield toTrade(symbol, one);
      }
    }
  }

  async snapshots(symbols: readonly string[], signal: AbortSignal): Promise<readonly VendorSnapshot[]> {
    const found = new Map<string, VendorSnapshot>();
    const stocks = symbols.filter((symbol) => !isOccSymbol(symbol));
    if (stocks.length > 0) {
      const { tickers } = await this.http.json(STOCK_SNAPSHOTS, { tickers: stocks.join(',') }, stockSnapshots, signal);
      for (const one of tickers ?? []) {
        const snapshot = toSnapshot(one, this.calendar, this.runtime.clock.now());
        found.set(snapshot.symbol, snapshot);
      }
    }
    for (const symbol of symbols) {
      const root = readOccSymbol(symbol)?.root;
      if (root !== undefined) {
        const snapshot = await this.optionSnapshot(symbol, root, signal);
        if (snapshot !== undefined) found.set(symbol, snapshot);
      }
    }
    return symbols.map((symbol) => found.get(symbol)).filter((snapshot) => snapshot !== undefined);
  }

  async *optionChain(request: OptionChainRequest, signal: AbortSignal): AsyncGenerator<VendorOption> {
    const path = `/v3/snapshot/options/${encodeURIComponent(request.underlying)}`;
    const query = {
      contract_type: request.type?.toLowerCase(),
      'expiration_date.gte': request.expirationFrom,
      'expiration_date.lte': request.expirationTo,
      'strike_price.gte': request.strikeFrom,
      'strike_price.lte': request.strikeTo,
      limit: CHAIN_PAGE,
    };
    for await (const { results } of this.pages(path, query, optionChainPage, signal)) {
      for (const one of results ?? []) {
        const option = toOption(request.underlying, one, this.runtime.clock.now());
        if (option !== undefined) yield option;
      }
    }
  }

  async *corporateActions(
    { symbols, fromDate, toDate }: CorporateActionsRequest,
    signal: AbortSignal,
  ): AsyncGenerator<VendorCorporateAction> {
    for (const ticker of symbols) {
      const splits = { ticker, 'execution_date.gte': fromDate, 'execution_date.lte': toDate, limit: REFERENCE_PAGE };
      for await (const page of this.pages('/v3/reference/splits', splits, splitsPage, signal)) {
        yield* (page.results ?? []).map(toSplit);
      }
      const dividends = {
        ticker,
        'ex_dividend_date.gte': fromDate,
        'ex_dividend_date.lte': toDate,
        limit: REFERENCE_PAGE,
      };
      for await (const page of this.pages('/v3/reference/dividends', dividends, dividendsPage, signal)) {
        yield* (page.results ?? []).map(toDividend);
      }
    }
  }

  /** The vendor selects by one symbol at a time; an article about several of them comes once for each. */
  async *news({ symbols, range }: NewsRequest, signal: AbortSignal): AsyncGenerator<VendorArticle> {
    for (const ticker of symbols.length === 0 ? [undefined] : symbols) {
      const query = {
        ticker,
        'published_utc.gte': new Date(range.fromMs).toISOString(),
        'published_utc.lt': new Date(range.toMs).toISOString(),
        order: 'asc',
        limit: REFERENCE_PAGE,
      };
      for await (const page of this.pages('/v2/reference/news', query, newsPage, signal)) {
        yield* (page.results ?? []).map(toArticle);
      }
    }
  }

  private async optionSnapshot(symbol: string, root: string, signal: AbortSignal): Promise<VendorSnapshot | undefined> {
    const path = `/v3/snapshot/options/${encodeURIComponent(root)}/${encodeURIComponent(toTicker(symbol))}`;
    try {
      const { results } = await this.http.json(path, {}, optionContract, signal);
      const now = this.runtime.clock.now();
      const option = toOption(root, results, now);
      return { symbol, quote: option?.quote, trade: option?.trade, knownAt: now };
    } catch (error) {
      if (error instanceof VendorError && error.code === 'NOT_FOUND') return undefined;
      throw error;
    }
  }

  /** The vendor's own address of the next page is taken apart: the key goes to the configured host only. */
  private pages<S extends z.ZodType<Paged>>(
    path: string,
    query: Query,
    schema: S,
    signal: AbortSignal,
  ): AsyncGenerator<z.output<S>> {
    const details = this.http.detailsOf(path, query);
    return allPages(async (next) => {
      const place = next === undefined ? { path, query } : placeOf(next, details);
      const page = await this.http.json(place.path, place.query, schema, signal);
      return { items: [page], next: page.next_url || undefined };
    }, details);
  }
}

function placeOf(nextUrl: string, details: VendorErrorDetails): { path: string; query: Query } {
  if (!URL.canParse(nextUrl)) {
    throw new VendorError('MALFORMED', 'field next_url: is not an address', { ...details, field: 'next_url' });
  }
  const { pathname, searchParams } = new URL(nextUrl);
  searchParams.delete('apiKey');
  return { path: pathname, query: Object.fromEntries(searchParams) };
}

function tickQuery({ fromMs, toMs }: TimeRange): Query {
  const bounds = { 'timestamp.gte': `${fromMs}000000`, 'timestamp.lt': `${toMs}000000` };
  return { ...bounds, order: 'asc', sort: 'timestamp', limit: PAGE };
}
