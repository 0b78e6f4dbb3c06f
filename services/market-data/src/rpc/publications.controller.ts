import { create } from '@bufbuild/protobuf';
import { millis, timestamp } from '@cream/domain';
import { invalidArgument, Rpc } from '@cream/grpc';
import {
  CalendarEventKind,
  FiscalPeriod,
  type ImportCalendarRequest,
  type ImportCalendarResponse,
  ImportCalendarResponseSchema,
  type ImportMacroObservationsRequest,
  type ImportMacroObservationsResponse,
  ImportMacroObservationsResponseSchema,
  type ImportNewsRequest,
  type ImportNewsResponse,
  ImportNewsResponseSchema,
  type ImportStatementsRequest,
  type ImportStatementsResponse,
  ImportStatementsResponseSchema,
  type ListCalendarEventsRequest,
  type ListCalendarEventsResponse,
  ListCalendarEventsResponseSchema,
  type ListMacroObservationsRequest,
  type ListMacroObservationsResponse,
  ListMacroObservationsResponseSchema,
  type ListNewsRequest,
  type ListNewsResponse,
  ListNewsResponseSchema,
  type ListPublicationSourcesRequest,
  type ListPublicationSourcesResponse,
  ListPublicationSourcesResponseSchema,
  type ListStatementsRequest,
  type ListStatementsResponse,
  ListStatementsResponseSchema,
  MarketDataService,
  StatementKind,
} from '@cream/proto/market';
import { Controller, Inject } from '@nestjs/common';
import { EventCalendars } from '../adapters/store/event-calendars.js';
import { FinancialStatements } from '../adapters/store/financial-statements.js';
import { MacroObservations } from '../adapters/store/macro-observations.js';
import { NewsArticles } from '../adapters/store/news-articles.js';
import { PublicationSources } from '../adapters/store/publication-sources.js';
import { toWireDate } from '../calendar/civil-date.js';
import { checkRange, dayOfField } from './answers.js';
import { offeredArticles, offeredCalendar, offeredStatements, offeredVintages } from './offered-publications.js';

const { method } = MarketDataService;
const NEWS = { usual: 100, most: 1000 };
const STATEMENT_KINDS = [StatementKind.INCOME, StatementKind.BALANCE_SHEET, StatementKind.CASH_FLOW];
const PERIODS = [FiscalPeriod.YEAR, FiscalPeriod.QUARTER];
const EVENT_KINDS = [CalendarEventKind.ECONOMIC, CalendarEventKind.EARNINGS];

/** What was published, as it was known at the asked time, and its way into the store. */
@Controller()
export class PublicationsController {
  constructor(
    @Inject(NewsArticles) private readonly news: NewsArticles,
    @Inject(FinancialStatements) private readonly statements: FinancialStatements,
    @Inject(MacroObservations) private readonly macro: MacroObservations,
    @Inject(EventCalendars) private readonly calendars: EventCalendars,
    @Inject(PublicationSources) private readonly sources: PublicationSources,
  ) {}

  @Rpc(method.listNews)
  async listNews({ symbols, after, asOf, limit, withBody }: ListNewsRequest): Promise<ListNewsResponse> {
    if (limit > NEWS.most) throw invalidArgument('limit', `must be at most ${NEWS.most}`);
    const afterMs = after === undefined ? Number.NEGATIVE_INFINITY : millis(after);
    const articles = await this.news.list({ symbols, afterMs, asOfMs: millis(asOf), limit: limit || NEWS.usual });
    if (!withBody) for (const article of articles) article.body = '';
    return create(ListNewsResponseSchema, { articles });
  }

  @Rpc(method.listStatements)
  async listStatements(request: ListStatementsRequest): Promise<ListStatementsResponse> {
    const { symbols, kinds, period, asOf, limit } = request;
    const statements = await this.statements.list({
      symbols,
      kinds: STATEMENT_KINDS.filter((kind) => kinds.length === 0 || kinds.includes(kind)),
      periods: PERIODS.filter((one) => period === FiscalPeriod.UNSPECIFIED || one === period),
      asOfMs: millis(asOf),
      limit: limit === 0 ? undefined : limit,
    });
    return create(ListStatementsResponseSchema, { statements });
  }

  @Rpc(method.listMacroObservations)
  async listMacroObservations(request: ListMacroObservationsRequest): Promise<ListMacroObservationsResponse> {
    const [fromDay, toDay] = [dayOfField('from', request.from), dayOfField('to', request.to)];
    checkRange(fromDay, toDay);
    const { series, asOf, limit } = request;
    const asOfMs = millis(asOf);
    const held = await this.macro.list({ series, fromDay, toDay, asOfMs, limit: limit === 0 ? undefined : limit });
    return create(ListMacroObservationsResponseSchema, {
      observations: held.map(({ series: name, day, value, knownMs, importedFrom }) => ({
        series: name,
        date: toWireDate(day),
        ...(value === undefined ? {} : { value: { value } }),
        knownAt: timestamp(knownMs),
        source: importedFrom,
      })),
    });
  }

  @Rpc(method.listCalendarEvents)
  async listCalendarEvents(request: ListCalendarEventsRequest): Promise<ListCalendarEventsResponse> {
    const { kinds, symbols, from, to, asOf } = request;
    const [fromDay = 0, toDay = 0] = [dayOfField('from', from), dayOfField('to', to)];
    checkRange(fromDay, toDay);
    const wanted = EVENT_KINDS.filter((kind) => kinds.length === 0 || kinds.includes(kind));
    const events = await this.calendars.list({ kinds: wanted, fromDay, toDay, asOfMs: millis(asOf) });
    const about = new Set(symbols);
    return create(ListCalendarEventsResponseSchema, {
      events: events.filter(({ symbol }) => about.size === 0 || symbol === '' || about.has(symbol)),
    });
  }

  @Rpc(method.listPublicationSources)
  async listPublicationSources({ asOf }: ListPublicationSourcesRequest): Promise<ListPublicationSourcesResponse> {
    const held = await this.sources.at(millis(asOf));
    return create(ListPublicationSourcesResponseSchema, {
      sources: held.map(({ kind, source, count, newestMs }) => ({
        kind,
        source,
        count: BigInt(count),
        newest: timestamp(newestMs),
      })),
    });
  }

  @Rpc(method.importNews)
  async importNews({ articles, source }: ImportNewsRequest): Promise<ImportNewsResponse> {
    const totals = await this.news.take(offeredArticles(articles), source);
    this.sources.changed();
    return create(ImportNewsResponseSchema, totals);
  }

  @Rpc(method.importStatements)
  async importStatements({ statements, source }: ImportStatementsRequest): Promise<ImportStatementsResponse> {
    const totals = await this.statements.take(offeredStatements(statements), source);
    this.sources.changed();
    return create(ImportStatementsResponseSchema, totals);
  }

  @Rpc(method.importMacroObservations)
  async importMacroObservations(request: ImportMacroObservationsRequest): Promise<ImportMacroObservationsResponse> {
    const totals = await this.macro.take(offeredVintages(request.observations), request.source);
    this.sources.changed();
    return create(ImportMacroObservationsResponseSchema, totals);
  }

  @Rpc(method.importCalendar)
  async importCalendar(request: ImportCalendarRequest): Promise<ImportCalendarResponse> {
    const totals = await this.calendars.take(offeredCalendar(request), request.source);
    this.sources.changed();
    return create(ImportCalendarResponseSchema, totals);
  }
}
