import { isOccSymbol } from '@cream/domain';
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
  VendorOption,
  VendorQuote,
  VendorSnapshot,
  VendorTrade,
} from '../../app/ports/index.js';
import { VendorError, within } from '../../app/ports/index.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import type { AlpacaSettings } from '../../vendors.config.js';
import { type AdapterRuntime, allPages, type HttpClient, type Query } from '../http/index.js';
import { vendorClient } from '../vendor-client.js';
import { shiftDate } from '../wire/dates.js';
import { toCorporateActions } from './alpaca-corporate-actions.js';
import { toArticle, toBar, toOption, toQuote, toTrade } from './alpaca-values.js';
import {
  type AlpacaBar,
  barsPage,
  corporateActionsPage,
  newsPage,
  optionSnapshotsPage,
  quotesPage,
  stockSnapshots,
  tradesPage,
} from './alpaca-wire.js';

export const ALPACA = 'Alpaca';
/** 200 requests a minute in the plan without a fee. */
const RATE_LIMIT = { burst: 20, perSecond: 200 / 60, waiting: 10_000 };
const PAGE = 10_000;
const SYMBOLS_PER_REQUEST = 100;
/** The vendor selects actions by the date it processes them: up to this many days before and after they take effect. */
const PROCESSED_BEFORE = 31;
const PROCESSED_AFTER = 370;

const TIMEFRAMES: ReadonlyMap<BarInterval, string> = new Map([
  [BarInterval.ONE_MINUTE, '1Min'],
  [BarInterval.FIVE_MINUTES, '5Min'],
  [BarInterval.FIFTEEN_MINUTES, '15Min'],
  [BarInterval.THIRTY_MINUTES, '30Min'],
  [BarInterval.ONE_HOUR, '1Hour'],
  [BarInterval.ONE_DAY, '1Day'],
]);

interface Paged {
  readonly next_page_token?: string | null | undefined;
}

/**
 * Alpaca's market data over REST: stocks and options (OCC symbols without padding) alike, prices raw.
 * https://docs.alpaca.markets/reference
 */
export class AlpacaMarketData
  implements
    HistoricalBars,
    HistoricalQuotes,
    HistoricalTrades,
    Snapshots,
    OptionChains,
    NewsSource,
    CorporateActionSource
{
  private readonly http: HttpClient;

  constructor(
    private readonly settings: AlpacaSettings,
    private readonly calendar: TradingCalendar,
    private readonly runtime: AdapterRuntime,
  ) {
    const { key, secret } = settings;
    this.http = vendorClient(settings, runtime, {
      vendor: ALPACA,
      rateLimit: RATE_LIMIT,
      keys: { ALPACA_KEY: key, ALPACA_SECRET: secret },
      headers: { 'APCA-API-KEY-ID': key ?? '', 'APCA-API-SECRET-KEY': secret ?? '' },
    });
  }

  async *bars(request: BarsRequest, signal: AbortSignal): AsyncGenerator<VendorBar> {
    const timeframe = TIMEFRAMES.get(request.interval);
    for (const { base, symbols, feed } of this.groups(request.symbols)) {
      const path = `${base}/bars`;
      const adjustment = feed === undefined ? undefined : 'raw';
      const query = {
        symbols,
        timeframe,
        ...this.window(request.range, request.interval),
        adjustment,
        feed,
        sort: 'asc',
      };
      if (timeframe === undefined) {
        const details = this.http.detailsOf(path, query);
        throw new VendorError('BAD_REQUEST', `there are no ${intervalName(request.interval)} bars`, details);
      }
      for await (const { bars } of this.pages(path, { ...query, limit: PAGE }, barsPage, signal)) {
        for (const [symbol, list] of Object.entries(bars)) {
          for (const one of list) {
            const bar = toBar(symbol, request.interval, one, this.calendar);
            if (this.hasEnded(bar) && within(request.range, bar.startMs)) yield bar;
          }
        }
      }
    }
  }

  /** @throws VendorError BAD_REQUEST for options: Alpaca keeps no history of their quotes */
  async *quotes(request: TicksRequest, signal: AbortSignal): AsyncGenerator<VendorQuote> {
    for (const { base, symbols, feed } of this.groups(request.symbols)) {
      const path = `${base}/quotes`;
      const query = { symbols, ...this.window(request.range), feed, sort: 'asc', limit: PAGE };
      if (feed === undefined) {
        const details = this.http.detailsOf(path, query);
        throw new VendorError('BAD_REQUEST', `there is no history of option quotes, asked for ${symbols}`, details);
      }
      for await (const { quotes } of this.pages(path, query, quotesPage, signal)) {
        for (const [symbol, list] of Object.entries(quotes)) {
          for (const one of list) if (within(request.range, one.t.timeMs)) yield toQuote(symbol, one);
        }
      }
    }
  }

  async *trades(request: TicksRequest, signal: AbortSignal): AsyncGenerator<VendorTrade> {
    for (const { base, symbols, feed } of this.groups(request.symbols)) {
      const query = { symbols, ...this.window(request.range), feed, sort: 'asc', limit: PAGE };
      for await (const { trades } of this.pages(`${base}/trades`, query, tradesPage, signal)) {
        for (const [symbol, list] of Object.entries(trades)) {
          for (const one of list) if (within(request.range, one.t.timeMs)) yield toTrade(symbol, one);
        }
      }
    }
  }

  async snapshots(symbols: readonly string[], signal: AbortSignal): Promise<readonly VendorSnapshot[]> {
    const found = new Map<string, VendorSnapshot>();
    for (const group of this.groups(symbols)) {
      const query = { symbols: group.symbols, feed: group.feed };
      if (group.feed === undefined) {
        const path = `${group.base}/snapshots`;
        for await (const page of this.pages(path, { ...query, limit: 1000 }, optionSnapshotsPage, signal)) {
          for (const [symbol, one] of Object.entries(page.snapshots)) found.set(symbol, this.snapshotOf(symbol, one));
        }
      } else {
        const answer = await this.http.json(`${group.base}/snapshots`, query, stockSnapshots, signal);
        for (const [symbol, one] of Object.entries(answer))
          if (one !== null) found.set(symbol, this.snapshotOf(symbol, one));
      }
    }
    return symbols.map((symbol) => found.get(symbol)).filter((snapshot) => snapshot !== undefined);
  }

  async *optionChain(request: OptionChainRequest, signal: AbortSignal): AsyncGenerator<VendorOption> {
    const path = `/v1beta1/options/snapshots/${encodeURIComponent(request.underlying)}`;
    const query = {
      type: request.type?.toLowerCase(),
      expiration_date_gte: request.expirationFrom,
      expiration_date_lte: request.expirationTo,
      strike_price_gte: request.strikeFrom,
      strike_price_lte: request.strikeTo,
      limit: 1000,
    };
    for await (const page of this.pages(path, query, optionSnapshotsPage, signal)) {
      for (const [symbol, snapshot] of Object.entries(page.snapshots)) {
        const option = toOption(symbol, request.underlying, snapshot, this.runtime.clock.now());
        if (option === undefined) {
          const details = { ...this.http.detailsOf(path, query), field: `snapshots.${symbol}` };
          throw new VendorError('MALFORMED', `${JSON.stringify(symbol)} is no option symbol`, details);
        }
        yield option;
      }
    }
  }

  async *news(request: NewsRequest, signal: AbortSignal): AsyncGenerator<VendorArticle> {
    const symbols = request.symbols.length === 0 ? undefined : request.symbols.join(',');
    const query = { symbols, ...this.window(request.range), include_content: 'true', sort: 'asc', limit: 50 };
    for await (const page of this.pages('/v1beta1/news', query, newsPage, signal)) yield* page.news.map(toArticle);
  }

  async *corporateActions(
    request: CorporateActionsRequest,
    signal: AbortSignal,
  ): AsyncGenerator<VendorCorporateAction> {
    const query = {
      symbols: request.symbols.join(','),
      start: shiftDate(request.fromDate, -PROCESSED_BEFORE),
      end: shiftDate(request.toDate, PROCESSED_AFTER),
      sort: 'asc',
      limit: 1000,
    };
    for await (const page of this.pages('/v1/corporate-actions', query, corporateActionsPage, signal)) {
      for (const action of toCorporateActions(page.corporate_actions)) {
        if (action.effectiveDate >= request.fromDate && action.effectiveDate <= request.toDate) yield action;
      }
    }
  }

  private pages<S extends z.ZodType<Paged>>(
    path: string,
    query: Query,
    schema: S,
    signal: AbortSignal,
  ): AsyncGenerator<z.output<S>> {
    return allPages(
      async (token) => {
        const page = await this.http.json(path, { ...query, page_token: token }, schema, signal);
        return { items: [page], next: page.next_page_token || undefined };
      },
      this.http.detailsOf(path, query),
    );
  }

  /** Symbols in requests of a size the vendor takes, stocks and options apart. Options have no choice of feed here. */
  private groups(symbols: readonly string[]): { base: string; symbols: string; feed: string | undefined }[] {
    const options = symbols.filter((symbol) => isOccSymbol(symbol));
    const stocks = symbols.filter((symbol) => !isOccSymbol(symbol));
    return [
      ...chunks(stocks).map((some) => ({ base: '/v2/stocks', symbols: some.join(','), feed: this.settings.feed })),
      ...chunks(options).map((some) => ({ base: '/v1beta1/options', symbols: some.join(','), feed: undefined })),
    ];
  }

  /** The vendor's end is inclusive. Its daily bars begin at midnight in New York, ours with the session. */
  private window({ fromMs, toMs }: TimeRange, interval?: BarInterval): { start: string; end: string } {
    const from = interval === BarInterval.ONE_DAY ? fromMs - 24 * 3_600_000 : fromMs;
    return { start: new Date(from).toISOString(), end: new Date(toMs - 1).toISOString().replace('Z', '999999Z') };
  }

  private hasEnded(bar: VendorBar): boolean {
    return bar.endMs <= this.runtime.clock.now();
  }

  private snapshotOf(symbol: string, one: NonNullable<z.output<typeof stockSnapshots>[string]>): VendorSnapshot {
    const now = this.runtime.clock.now();
    const part = (interval: BarInterval, bar: AlpacaBar | null | undefined): VendorBar | undefined => {
      if (!bar) return undefined;
      const whole = toBar(symbol, interval, bar, this.calendar);
      return { ...whole, knownAt: Math.min(whole.endMs, now) };
    };
    return {
      symbol,
      quote: one.latestQuote ? toQuote(symbol, one.latestQuote) : undefined,
      trade: one.latestTrade ? toTrade(symbol, one.latestTrade) : undefined,
      minuteBar: part(BarInterval.ONE_MINUTE, one.minuteBar),
      dailyBar: part(BarInterval.ONE_DAY, one.dailyBar),
      previousDailyBar: part(BarInterval.ONE_DAY, one.prevDailyBar),
      knownAt: now,
    };
  }
}

function chunks(symbols: readonly string[]): string[][] {
  const count = Math.ceil(symbols.length / SYMBOLS_PER_REQUEST);
  return Array.from({ length: count }, (_, i) => symbols.slice(i * SYMBOLS_PER_REQUEST, (i + 1) * SYMBOLS_PER_REQUEST));
}
