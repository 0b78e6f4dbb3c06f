import { BarInterval } from '@cream/proto/market';
import { intervalName } from '../../app/bar-interval.js';
import {
  type BarsRequest,
  type CalendarEventSource,
  type CalendarRequest,
  type FundamentalsSource,
  type HistoricalBars,
  type StatementKind,
  type StatementsRequest,
  type VendorBar,
  type VendorCalendarEvent,
  VendorError,
  type VendorErrorDetails,
  type VendorStatement,
  within,
} from '../../app/ports/index.js';
import { dateText } from '../../calendar/civil-date.js';
import { newYorkDay } from '../../calendar/new-york-clock.js';
import type { TradingCalendar } from '../../calendar/trading-calendar.js';
import type { VendorSettings } from '../../vendors.config.js';
import { type AdapterRuntime, type HttpClient } from '../http/index.js';
import { vendorClient } from '../vendor-client.js';
import { barTimes } from '../wire/bar-times.js';
import { dayOfText, endOfDate, startOfDate, wallClock } from '../wire/dates.js';
import { decimalText } from '../wire/fields.js';
import {
  dailyPrices,
  earningsCalendar,
  economicCalendar,
  type FmpDay,
  type FmpEarnings,
  type FmpEconomicEvent,
  type FmpStatement,
  statements,
} from './fmp-wire.js';

export const FMP = 'FMP';
/** 300 requests a minute in the smallest paid plan. */
const RATE_LIMIT = { burst: 10, perSecond: 5, waiting: 10_000 };
/** Prices as traded; the other series of this name change with every later split. */
const DAILY_PRICES = '/stable/historical-price-eod/non-split-adjusted';

const STATEMENT_PATHS: Readonly<Record<StatementKind, string>> = {
  INCOME: '/stable/income-statement',
  BALANCE_SHEET: '/stable/balance-sheet-statement',
  CASH_FLOW: '/stable/cash-flow-statement',
};
/** Numbers that describe a statement and are no items of it. */
const NO_ITEMS: ReadonlySet<string> = new Set(['cik', 'calendarYear', 'fiscalYear', 'period']);

/**
 * Financial Modeling Prep: daily prices, statements as filed, and calendars. https://site.financialmodelingprep.com/developer/docs
 */
export class FmpMarketData implements HistoricalBars, FundamentalsSource, CalendarEventSource {
  private readonly http: HttpClient;

  constructor(
    settings: VendorSettings,
    private readonly calendar: TradingCalendar,
    private readonly runtime: AdapterRuntime,
  ) {
    this.http = vendorClient(settings, runtime, {
      vendor: FMP,
      rateLimit: RATE_LIMIT,
      keys: { FMP_KEY: settings.key },
      secretQuery: { apikey: settings.key ?? '' },
    });
  }

  /** @throws VendorError BAD_REQUEST for other than daily bars */
  async *bars({ symbols, interval, range }: BarsRequest, signal: AbortSignal): AsyncGenerator<VendorBar> {
    for (const symbol of symbols) {
      const query = {
        symbol,
        from: dateText(newYorkDay(range.fromMs)),
        to: dateText(newYorkDay(range.toMs - 1)),
      };
      if (interval !== BarInterval.ONE_DAY) {
        const details = this.http.detailsOf(DAILY_PRICES, query);
        throw new VendorError('BAD_REQUEST', `there are daily bars only, no ${intervalName(interval)} ones`, details);
      }
      const days = await this.http.json(DAILY_PRICES, query, dailyPrices, signal, refuseErrors);
      const bars = days.map((day) => this.barOf(symbol, day)).toSorted((a, b) => a.startMs - b.startMs);
      for (const bar of bars) {
        if (bar.endMs <= this.runtime.clock.now() && within(range, bar.startMs)) yield bar;
      }
    }
  }

  async statements(request: StatementsRequest, signal: AbortSignal): Promise<readonly VendorStatement[]> {
    const period = request.period === 'ANNUAL' ? 'annual' : 'quarter';
    const query = { symbol: request.symbol, period, limit: request.limit };
    const found = await this.http.json(STATEMENT_PATHS[request.kind], query, statements, signal, refuseErrors);
    return found.map((one) => toStatement(one, request));
  }

  async calendarEvents(request: CalendarRequest, signal: AbortSignal): Promise<readonly VendorCalendarEvent[]> {
    const query = { from: request.fromDate, to: request.toDate };
    const events =
      request.kind === 'ECONOMIC'
        ? (await this.http.json('/stable/economic-calendar', query, economicCalendar, signal, refuseErrors)).map(
            (one) => toRelease(one, this.runtime.clock.now()),
          )
        : (await this.http.json('/stable/earnings-calendar', query, earningsCalendar, signal, refuseErrors)).map(
            (one) => toEarnings(one, this.runtime.clock.now()),
          );
    return events.toSorted((a, b) => a.timeMs - b.timeMs);
  }

  private barOf(symbol: string, { date, open, high, low, close, volume, vwap }: FmpDay): VendorBar {
    const interval = BarInterval.ONE_DAY;
    const times = barTimes(startOfDate(date), interval, this.calendar, dayOfText(date));
    return {
      symbol,
      interval,
      ...times,
      open,
      high,
      low,
      close,
      volume,
      vwap: vwap ?? undefined,
      knownAt: times.endMs,
    };
  }
}

function toStatement(one: FmpStatement, { kind, period }: StatementsRequest): VendorStatement {
  const items: Record<string, string> = {};
  for (const [name, value] of Object.entries(one.rest)) {
    const text =
      NO_ITEMS.has(name) || (typeof value !== 'number' && !isLongNumber(value)) ? undefined : decimalText(value);
    if (text !== undefined) items[name] = text;
  }
  // The acceptance is on New York's clock; of a filing date alone the end of it is certain.
  const accepted = one.accepted?.includes(' ') === true ? wallClock(one.accepted) : undefined;
  const filed = one.filed === undefined ? undefined : endOfDate(one.filed);
  return {
    symbol: one.symbol,
    kind,
    period,
    fiscalDate: one.date,
    currency: one.currency,
    items,
    knownAt: accepted ?? filed,
  };
}

/** A number that came as text because a float does not hold it. */
function isLongNumber(value: unknown): value is string {
  return typeof value === 'string' && /^-?\d[\d.]{15,}$/.test(value);
}

function toRelease(one: FmpEconomicEvent, nowMs: number): VendorCalendarEvent {
  const hasTime = one.date.includes(' ');
  return {
    kind: 'ECONOMIC',
    name: one.event,
    country: one.country ?? undefined,
    // Times of this calendar are UTC.
    timeMs: hasTime ? Date.parse(`${one.date.replace(' ', 'T')}Z`) : startOfDate(one.date),
    hasTime,
    impact: one.impact ?? undefined,
    previous: one.previous ?? undefined,
    estimate: one.estimate ?? undefined,
    actual: one.actual ?? undefined,
    knownAt: nowMs,
  };
}

function toEarnings(one: FmpEarnings, nowMs: number): VendorCalendarEvent {
  return {
    kind: 'EARNINGS',
    name: 'earnings',
    symbol: one.symbol,
    timeMs: startOfDate(one.date),
    hasTime: false,
    estimate: one.epsEstimated ?? undefined,
    actual: one.epsActual ?? undefined,
    knownAt: nowMs,
  };
}

/** Some refusals come with HTTP 200. */
function refuseErrors(body: unknown, details: VendorErrorDetails): void {
  if (typeof body !== 'object' || body === null || !('Error Message' in body)) return;
  const text = String(body['Error Message']);
  if (/limit reach/i.test(text)) throw new VendorError('RATE_LIMITED', 'the limit of the plan is reached', details);
  if (/invalid api key/i.test(text)) throw new VendorError('UNAUTHORIZED', 'the key is refused', details);
  if (/subscription|upgrade|exclusive|legacy/i.test(text)) {
    throw new VendorError('FORBIDDEN', 'the plan does not include this', details);
  }
  throw new VendorError('BAD_REQUEST', 'the request is refused', details);
}
