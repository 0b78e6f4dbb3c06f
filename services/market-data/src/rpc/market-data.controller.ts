import { millis, timestamp } from '@cream/domain';
import { type Answer, type CallContext, failedPrecondition, invalidArgument, notFound, Rpc } from '@cream/grpc';
import {
  BarInterval,
  type GetBarsRequest,
  type GetBarsResponse,
  type GetOptionChainRequest,
  type GetSessionsRequest,
  type GetSnapshotRequest,
  type GetSnapshotResponse,
  type ListCorporateActionsRequest,
  type ListSeriesRequest,
  type ListSlotsRequest,
  MarketDataService,
  type ResolveUniverseRequest,
  SessionKind,
  type StreamBarsRequest,
  type StreamQuotesRequest,
} from '@cream/proto/market';
import { Controller, Inject } from '@nestjs/common';
import { intervalName } from '../app/bar-interval.js';
import type { BarSeries } from '../app/bar-series.js';
import { quoteOf } from '../app/quote.js';
import { SeriesCatalog } from '../app/series-catalog.js';
import { listSlots } from '../app/slots.js';
import { toWireDate } from '../calendar/civil-date.js';
import { TradingCalendar, type TradingSession } from '../calendar/trading-calendar.js';
import { answer, checkRange, dayOfField } from './answers.js';
import { streamBars, streamQuotes } from './streams.js';

const { method } = MarketDataService;
const ALL_TRADABLE = 'all';

/**
 * Answers with what was knowable at the asked time: a bar exists from its end on. Answers share their `Bar` messages;
 * nobody may change them. The two calls of every cycle answer with whole messages, which nothing copies on the way.
 */
@Controller()
export class MarketDataController {
  constructor(
    @Inject(SeriesCatalog) private readonly catalog: SeriesCatalog,
    @Inject(TradingCalendar) private readonly calendar: TradingCalendar,
  ) {}

  @Rpc(method.getBars)
  getBars(request: GetBarsRequest): GetBarsResponse {
    const asOfMs = millis(request.asOf, 'as_of');
    const afterMs = request.after === undefined ? Number.NEGATIVE_INFINITY : millis(request.after);
    return {
      $typeName: 'cream.market.v1.GetBarsResponse',
      series: this.seriesOf(request.symbols).map((series) => {
        checkInterval(series, request.interval);
        const to = series.visibleAt(asOfMs);
        const earliest = request.limit === 0 ? 0 : to - request.limit;
        const from = Math.max(0, earliest, series.visibleAt(afterMs));
        return {
          $typeName: 'cream.market.v1.SymbolBars',
          symbol: series.symbol,
          interval: series.interval,
          bars: series.slice(from, to),
        };
      }),
    };
  }

  @Rpc(method.getSnapshot)
  getSnapshot(request: GetSnapshotRequest): GetSnapshotResponse {
    const asOfMs = millis(request.asOf, 'as_of');
    return {
      $typeName: 'cream.market.v1.GetSnapshotResponse',
      asOf: timestamp(asOfMs),
      snapshots: this.seriesOf(request.symbols).map((series) => {
        const newest = series.visibleAt(asOfMs) - 1;
        if (newest < 0) return { $typeName: 'cream.market.v1.SymbolSnapshot', symbol: series.symbol };
        return {
          $typeName: 'cream.market.v1.SymbolSnapshot',
          symbol: series.symbol,
          quote: quoteOf(series, newest, asOfMs, this.calendar),
          lastBar: series.bar(newest),
        };
      }),
    };
  }

  @Rpc(method.getOptionChain)
  getOptionChain(_request: GetOptionChainRequest): Answer<typeof method.getOptionChain> {
    throw failedPrecondition('no option source is configured');
  }

  @Rpc(method.listCorporateActions)
  listCorporateActions(_request: ListCorporateActionsRequest): Answer<typeof method.listCorporateActions> {
    throw failedPrecondition('no source of corporate actions is configured');
  }

  @Rpc(method.getSessions)
  getSessions(request: GetSessionsRequest): Answer<typeof method.getSessions> {
    const from = dayOfField('from', request.from) ?? this.calendar.firstDay;
    const to = dayOfField('to', request.to) ?? this.calendar.lastDay;
    checkRange(from, to);
    if (!this.calendar.covers(from) || !this.calendar.covers(to)) {
      throw failedPrecondition(`the calendar knows the sessions of ${this.calendar.range} only`);
    }
    return { sessions: this.calendar.sessionsBetween(from, to).map(toWireSession) };
  }

  @Rpc(method.listSlots)
  listSlots(request: ListSlotsRequest): Answer<typeof method.listSlots> {
    const range = { from: dayOfField('from', request.from), to: dayOfField('to', request.to) };
    checkRange(range.from, range.to);
    const series = this.seriesOf(request.symbols);
    const { slots, interval } = answer(() => listSlots(series, range));
    return { slots: slots.map(timestamp), interval };
  }

  @Rpc(method.resolveUniverse)
  resolveUniverse(request: ResolveUniverseRequest): Answer<typeof method.resolveUniverse> {
    if (request.universeId !== ALL_TRADABLE) {
      throw notFound(`unknown universe ${JSON.stringify(request.universeId)}; known is "${ALL_TRADABLE}"`);
    }
    const asOfMs = millis(request.asOf, 'as_of');
    const known = this.catalog.tradable.filter((series) => series.visibleAt(asOfMs) > 0);
    return { symbols: known.map((series) => series.symbol) };
  }

  @Rpc(method.listSeries)
  listSeries(_request: ListSeriesRequest): Answer<typeof method.listSeries> {
    return {
      series: this.catalog.all.map((series) => ({
        symbol: series.symbol,
        interval: series.interval,
        firstBarEnd: timestamp(series.endOf(0)),
        lastBarEnd: timestamp(series.endOf(series.length - 1)),
        bars: series.length,
        source: series.source,
        content: series.content,
        contextOnly: series.contextOnly,
      })),
    };
  }

  @Rpc(method.streamBars)
  streamBars(request: StreamBarsRequest, context: CallContext): Answer<typeof method.streamBars> {
    const afterMs = request.after === undefined ? Number.NEGATIVE_INFINITY : millis(request.after);
    return streamBars(this.seriesOf(request.symbols), afterMs, millis(request.asOf, 'as_of'), context.signal);
  }

  @Rpc(method.streamQuotes)
  streamQuotes(request: StreamQuotesRequest, context: CallContext): Answer<typeof method.streamQuotes> {
    const asOfMs = millis(request.asOf, 'as_of');
    const untilMs = request.until === undefined ? Number.POSITIVE_INFINITY : millis(request.until);
    if (untilMs < asOfMs) throw invalidArgument('until', 'lies before as_of');
    return streamQuotes(this.seriesOf(request.symbols), asOfMs, untilMs, this.calendar, context.signal);
  }

  /** @throws ConnectError NOT_FOUND naming the known symbols */
  private seriesOf(symbols: readonly string[]): BarSeries[] {
    return answer(() => symbols.map((symbol) => this.catalog.get(symbol)));
  }
}

function checkInterval(series: BarSeries, asked: BarInterval): void {
  if (asked === BarInterval.UNSPECIFIED || asked === series.interval) return;
  const held = intervalName(series.interval);
  throw failedPrecondition(`${series.symbol} is held as ${held} bars; bars are never converted`);
}

function toWireSession(session: TradingSession) {
  return {
    date: toWireDate(session.day),
    open: timestamp(session.openMs),
    close: timestamp(session.closeMs),
    kind: session.earlyClose ? SessionKind.EARLY_CLOSE : SessionKind.REGULAR,
  };
}
