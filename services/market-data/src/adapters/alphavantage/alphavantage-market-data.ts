import { BarInterval } from '@cream/proto/market';
import { intervalMs, intervalName } from '../../app/bar-interval.js';
import {
  type BarsRequest,
  type FundamentalsSource,
  type HistoricalBars,
  type MacroRequest,
  type MacroSeriesSource,
  type StatementKind,
  type StatementsRequest,
  type TimeRange,
  type VendorBar,
  VendorError,
  type VendorObservation,
  type VendorStatement,
  within,
} from '../../app/ports/index.js';
import { dateText } from '../../calendar/civil-date.js';
import { newYorkDay } from '../../calendar/new-york-clock.js';
import type { VendorSettings } from '../../vendors.config.js';
import { type AdapterRuntime, type HttpClient, type Query } from '../http/index.js';
import { vendorClient } from '../vendor-client.js';
import { wallClock } from '../wire/dates.js';
import { macro, refuseNotices, reports } from './alphavantage-wire.js';
import { type IntradayRow, readIntraday } from './intraday-series.js';

export const ALPHA_VANTAGE = 'Alpha Vantage';
/** 5 requests a minute in the plan without a fee, which also ends at 25 a day. */
const RATE_LIMIT = { burst: 1, perSecond: 5 / 60, waiting: 1000 };
const QUERY_PATH = '/query';
const ANY_FORM = 'text/csv, application/json';

const INTERVALS: ReadonlyMap<BarInterval, string> = new Map([
  [BarInterval.ONE_MINUTE, '1min'],
  [BarInterval.FIVE_MINUTES, '5min'],
  [BarInterval.FIFTEEN_MINUTES, '15min'],
  [BarInterval.THIRTY_MINUTES, '30min'],
  [BarInterval.ONE_HOUR, '60min'],
]);

const STATEMENTS: Readonly<Record<StatementKind, string>> = {
  INCOME: 'INCOME_STATEMENT',
  BALANCE_SHEET: 'BALANCE_SHEET',
  CASH_FLOW: 'CASH_FLOW',
};

/** Alpha Vantage: intraday bars, series of the economy, statements. https://www.alphavantage.co/documentation/ */
export class AlphaVantageMarketData implements HistoricalBars, MacroSeriesSource, FundamentalsSource {
  private readonly http: HttpClient;

  constructor(
    settings: VendorSettings,
    private readonly runtime: AdapterRuntime,
  ) {
    this.http = vendorClient(settings, runtime, {
      vendor: ALPHA_VANTAGE,
      rateLimit: RATE_LIMIT,
      keys: { ALPHAVANTAGE_KEY: settings.key },
      secretQuery: { apikey: settings.key ?? '' },
    });
  }

  /**
   * Raw intraday bars with extended hours, a month a request. The vendor has dated bars by their start and by their end in
   * different years; they are taken as starts, which is late by one interval at worst and never early.
   * @throws VendorError BAD_REQUEST for daily bars
   */
  async *bars({ symbols, interval, range }: BarsRequest, signal: AbortSignal): AsyncGenerator<VendorBar> {
    const name = INTERVALS.get(interval);
    const length = intervalMs(interval);
    for (const symbol of symbols) {
      const query = { function: 'TIME_SERIES_INTRADAY', symbol, interval: name };
      if (name === undefined || length === undefined) {
        const details = this.http.detailsOf(QUERY_PATH, query);
        throw new VendorError('BAD_REQUEST', `there are no ${intervalName(interval)} bars`, details);
      }
      for (const month of monthsOf(range)) {
        const more = { adjusted: 'false', extended_hours: 'true', outputsize: 'full', datatype: 'csv' };
        for (const row of await this.intraday({ ...query, month, ...more }, signal)) {
          const startMs = wallClock(row.time);
          const endMs = startMs + length;
          const wanted = row.time.startsWith(month) && within(range, startMs) && endMs <= this.runtime.clock.now();
          if (wanted) yield { symbol, interval, startMs, endMs, ...row.prices, knownAt: endMs };
        }
      }
    }
  }

  /**
   * @param request the series is the vendor's function with its own parameters after a question mark:
   *   `TREASURY_YIELD?maturity=10year&interval=daily`
   * @throws VendorError BAD_REQUEST when vintages are asked for: the vendor keeps none
   */
  async *observations(request: MacroRequest, signal: AbortSignal): AsyncGenerator<VendorObservation> {
    const [name, parameters] = request.series.split('?', 2);
    const query = { function: name, ...Object.fromEntries(new URLSearchParams(parameters)) };
    if (request.vintageFrom !== undefined || request.vintageTo !== undefined) {
      throw new VendorError('BAD_REQUEST', 'there are no vintages', this.http.detailsOf(QUERY_PATH, query));
    }
    const { data } = await this.http.json(QUERY_PATH, query, macro, signal, refuseNotices);
    const knownAt = this.runtime.clock.now();
    for (const { date, value } of data.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
      const wanted = date >= (request.fromDate ?? date) && date <= (request.toDate ?? date);
      if (wanted) yield { series: request.series, date, value, knownAt };
    }
  }

  /** The vendor does not say when a statement was filed, so when it was known stays unknown. */
  async statements(request: StatementsRequest, signal: AbortSignal): Promise<readonly VendorStatement[]> {
    const query = { function: STATEMENTS[request.kind], symbol: request.symbol };
    const found = await this.http.json(QUERY_PATH, query, reports, signal, refuseNotices);
    const list = request.period === 'ANNUAL' ? found.annualReports : found.quarterlyReports;
    return list
      .toSorted((a, b) => (a.date < b.date ? 1 : -1))
      .slice(0, request.limit)
      .map(({ date, currency, items }) => {
        return { symbol: found.symbol, kind: request.kind, period: request.period, fiscalDate: date, currency, items };
      });
  }

  private async intraday(query: Query, signal: AbortSignal): Promise<IntradayRow[]> {
    const details = this.http.detailsOf(QUERY_PATH, query);
    return this.http.text(QUERY_PATH, query, ANY_FORM, signal, (text) => readIntraday(text, details));
  }
}

/** `2020-12` for each month of New York's calendar that a range touches. */
function monthsOf({ fromMs, toMs }: TimeRange): string[] {
  const months = new Set<string>();
  for (let day = newYorkDay(fromMs); day <= newYorkDay(toMs - 1); day++) months.add(dateText(day).slice(0, 7));
  return [...months];
}
