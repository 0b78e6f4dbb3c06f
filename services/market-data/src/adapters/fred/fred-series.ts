import { z } from 'zod';
import {
  type MacroRequest,
  type MacroSeriesSource,
  VendorError,
  type VendorObservation,
} from '../../app/ports/index.js';
import type { VendorSettings } from '../../vendors.config.js';
import { type AdapterRuntime, allPages, type HttpClient } from '../http/index.js';
import { vendorClient } from '../vendor-client.js';
import { endOfDate } from '../wire/dates.js';
import { dateField, decimalText } from '../wire/fields.js';

export const FRED = 'FRED';
/** 120 requests a minute. */
const RATE_LIMIT = { burst: 20, perSecond: 2, waiting: 10_000 };
const OBSERVATIONS = '/fred/series/observations';
const PAGE = 100_000;
const NO_VALUE = '.';
/** The vintages' dates are those of St. Louis, an hour behind New York. */
const CENTRAL_MS = 3_600_000;

const answer = z.object({
  count: z.number().int(),
  observations: z.array(
    z.object({
      realtime_start: dateField,
      realtime_end: dateField,
      date: dateField,
      value: z.string().transform((text, context) => {
        if (text === NO_VALUE) return undefined;
        const value = decimalText(text);
        if (value !== undefined) return value;
        context.addIssue({ code: 'custom', message: 'is not a decimal' });
        return z.NEVER;
      }),
    }),
  ),
});

/**
 * Series of the Federal Reserve Bank of St. Louis, with the vintages in which each value was published.
 * https://fred.stlouisfed.org/docs/api/fred/series_observations.html
 */
export class FredSeries implements MacroSeriesSource {
  private readonly http: HttpClient;

  constructor(
    settings: VendorSettings,
    private readonly runtime: AdapterRuntime,
  ) {
    this.http = vendorClient(settings, runtime, {
      vendor: FRED,
      rateLimit: RATE_LIMIT,
      keys: { FRED_KEY: settings.key },
      secretQuery: { api_key: settings.key ?? '' },
    });
  }

  async *observations(request: MacroRequest, signal: AbortSignal): AsyncGenerator<VendorObservation> {
    const vintages = request.vintageFrom !== undefined || request.vintageTo !== undefined;
    const query = {
      series_id: request.series,
      file_type: 'json',
      observation_start: request.fromDate,
      observation_end: request.toDate,
      realtime_start: request.vintageFrom,
      realtime_end: request.vintageTo,
      sort_order: 'asc',
      limit: PAGE,
    };
    const fetchPage = async (offset: string | undefined) => {
      const page = await this.ask({ ...query, offset }, signal);
      const seen = Number(offset ?? 0) + page.observations.length;
      const more = page.observations.length > 0 && seen < page.count;
      return { items: page.observations, next: more ? String(seen) : undefined };
    };
    for await (const one of allPages(fetchPage, this.http.detailsOf(OBSERVATIONS, query))) {
      yield {
        series: request.series,
        date: one.date,
        value: one.value,
        vintageFrom: vintages ? one.realtime_start : undefined,
        vintageTo: vintages ? one.realtime_end : undefined,
        knownAt: vintages ? endOfDate(one.realtime_start) + CENTRAL_MS : this.runtime.clock.now(),
      };
    }
  }

  /** A key that is refused is a bad request to FRED. */
  private async ask(query: Record<string, string | number | undefined>, signal: AbortSignal) {
    try {
      return await this.http.json(OBSERVATIONS, query, answer, signal);
    } catch (error) {
      if (error instanceof VendorError && error.code === 'BAD_REQUEST' && /api_key/.test(error.text)) {
        throw new VendorError('UNAUTHORIZED', error.text, error.details);
      }
      throw error;
    }
  }
}
