import { create } from '@bufbuild/protobuf';
import { millis, timestamp } from '@cream/domain';
import { type Answer, type CallContext, failedPrecondition, invalidArgument, Rpc } from '@cream/grpc';
import {
  type GetBarsRequest,
  type GetBarsResponse,
  type GetMarketStatusRequest,
  type GetMarketStatusResponse,
  type GetSessionsRequest,
  type GetSnapshotRequest,
  type GetSnapshotResponse,
  type ListCorporateActionsRequest,
  type ListCorporateActionsResponse,
  ListCorporateActionsResponseSchema,
  type ListExpirationsRequest,
  type ListSeriesRequest,
  type ListSeriesResponse,
  ListSeriesResponseSchema,
  type ListSlotsRequest,
  type ListSlotsResponse,
  ListSlotsResponseSchema,
  MarketDataService,
  type StreamBarsRequest,
  type StreamQuotesRequest,
} from '@cream/proto/market';
import { Controller, Inject, Optional } from '@nestjs/common';
import { PriceSnapshots } from '../app/price-snapshots.js';
import { Reads } from '../app/reads.js';
import { SeriesCatalog } from '../app/series-catalog.js';
import { listSlots } from '../app/slots.js';
import { canStartCycle, marketStatusAt, optionExpiriesBetween, TradingCalendar } from '../calendar/index.js';
import { answer, answerStream, checkRange, dayOfField } from './answers.js';
import { toWireExpiration, toWireMarketStatus } from './calendar-wire.js';
import { LiveStreams } from './live-streams.js';
import { streamBars, streamQuotes } from './streams.js';
import { toWireAction, toWireSeries, toWireSession } from './wire.js';

const { method } = MarketDataService;

/**
 * Answers with what was knowable at the asked time: a bar exists from its end on. Answers share their `Bar` messages;
 * nobody may change them. The two calls of every cycle answer with whole messages, which nothing copies on the way.
 */
@Controller()
export class MarketDataController {
  private readonly reads: Reads;
  private readonly snapshots: PriceSnapshots;

  constructor(
    @Inject(SeriesCatalog) catalog: SeriesCatalog,
    @Inject(TradingCalendar) private readonly calendar: TradingCalendar,
    @Optional() @Inject(LiveStreams) private readonly live?: LiveStreams | undefined,
  ) {
    this.reads = new Reads(catalog, calendar);
    this.snapshots = new PriceSnapshots(this.reads, calendar, live?.hub);
  }

  @Rpc(method.getBars)
  async getBars(request: GetBarsRequest): Promise<GetBarsResponse> {
    const asOfMs = millis(request.asOf, 'as_of');
    const afterMs = request.after === undefined ? Number.NEGATIVE_INFINITY : millis(request.after);
    const { symbols, interval, adjustment } = request;
    const found = await answer(() => this.reads.adjustedSeries(symbols, asOfMs, interval, adjustment));
    return {
      $typeName: 'cream.market.v1.GetBarsResponse',
      series: found.map((series) => {
        const to = series.visibleAt(asOfMs);
        const earliest = request.limit === 0 ? 0 : to - request.limit;
        const from = Math.max(0, earliest, series.visibleAt(afterMs));
        return {
          $typeName: 'cream.market.v1.SymbolBars',
          symbol: series.symbol,
          interval: series.interval,
          bars: series.slice(from, to),
          actions: request.withActions ? this.reads.effectsOn(series, asOfMs, afterMs).map(toWireAction) : [],
        };
      }),
    };
  }

  @Rpc(method.getSnapshot)
  async getSnapshot(request: GetSnapshotRequest): Promise<GetSnapshotResponse> {
    const asOfMs = millis(request.asOf, 'as_of');
    const snapshots = await answer(() => this.snapshots.at(request.symbols, asOfMs));
    return { $typeName: 'cream.market.v1.GetSnapshotResponse', asOf: timestamp(asOfMs), snapshots };
  }

  @Rpc(method.listCorporateActions)
  async listCorporateActions(request: ListCorporateActionsRequest): Promise<ListCorporateActionsResponse> {
    const asOfMs = millis(request.asOf, 'as_of');
    const actions = await answer(() => this.reads.actions(request.symbols, asOfMs));
    return create(ListCorporateActionsResponseSchema, { actions: actions.map(toWireAction) });
  }

  @Rpc(method.getSessions)
  getSessions(request: GetSessionsRequest): Answer<typeof method.getSessions> {
    const { from, to } = this.knownRange(request);
    return { sessions: this.calendar.sessionsBetween(from, to).map(toWireSession) };
  }

  @Rpc(method.getMarketStatus)
  async getMarketStatus(request: GetMarketStatusRequest): Promise<GetMarketStatusResponse> {
    const asOfMs = millis(request.asOf, 'as_of');
    const status = marketStatusAt(this.calendar, asOfMs);
    if (status === undefined) throw this.unknownDates();
    return toWireMarketStatus(status, canStartCycle(this.calendar, asOfMs));
  }

  @Rpc(method.listExpirations)
  listExpirations(request: ListExpirationsRequest): Answer<typeof method.listExpirations> {
    const { from, to } = this.knownRange(request);
    const expiries = optionExpiriesBetween(this.calendar, request.underlying, from, to);
    return { expirations: expiries.map(toWireExpiration) };
  }

  @Rpc(method.listSlots)
  async listSlots(request: ListSlotsRequest): Promise<ListSlotsResponse> {
    const range = { from: dayOfField('from', request.from), to: dayOfField('to', request.to) };
    checkRange(range.from, range.to);
    const { slots, interval } = await answer(async () =>
      listSlots(await this.reads.seriesUntil(request.symbols, range.to), range),
    );
    return create(ListSlotsResponseSchema, { slots: slots.map(timestamp), interval });
  }

  @Rpc(method.listSeries)
  async listSeries(request: ListSeriesRequest): Promise<ListSeriesResponse> {
    const series = await this.reads.held(request.allIntervals);
    return create(ListSeriesResponseSchema, { series: series.map(toWireSeries) });
  }

  @Rpc(method.streamBars)
  async *streamBars(request: StreamBarsRequest, context: CallContext): Answer<typeof method.streamBars> {
    const afterMs = request.after === undefined ? Number.NEGATIVE_INFINITY : millis(request.after);
    const asOfMs = millis(request.asOf, 'as_of');
    if (request.live) {
      yield* answerStream(this.feed().bars(request.symbols, afterMs, asOfMs, context.signal));
      return;
    }
    const series = await answer(() => this.reads.series(request.symbols, asOfMs));
    yield* streamBars(series, afterMs, asOfMs, context.signal);
  }

  @Rpc(method.streamQuotes)
  async *streamQuotes(request: StreamQuotesRequest, context: CallContext): Answer<typeof method.streamQuotes> {
    const asOfMs = millis(request.asOf, 'as_of');
    const untilMs = request.until === undefined ? Number.POSITIVE_INFINITY : millis(request.until);
    if (untilMs < asOfMs) throw invalidArgument('until', 'lies before as_of');
    if (request.live) {
      yield* answerStream(this.feed().quotes(request.symbols, asOfMs, untilMs, context.signal));
      return;
    }
    const series = await answer(() => this.reads.series(request.symbols, asOfMs));
    yield* streamQuotes(series, asOfMs, untilMs, this.calendar, context.signal);
  }

  private feed(): LiveStreams {
    if (this.live !== undefined) return this.live;
    throw failedPrecondition('no live feed is configured: CREAM_MARKET_DATA_FEED names one');
  }

  /** First and last day of a request. */
  private knownRange(request: Pick<GetSessionsRequest, 'from' | 'to'>): { from: number; to: number } {
    const from = dayOfField('from', request.from) ?? this.calendar.firstDay;
    const to = dayOfField('to', request.to) ?? this.calendar.lastDay;
    checkRange(from, to);
    if (!this.calendar.covers(from) || !this.calendar.covers(to)) throw this.unknownDates();
    return { from, to };
  }

  private unknownDates(): Error {
    return failedPrecondition(`the calendar knows the sessions of ${this.calendar.range} only`);
  }
}
