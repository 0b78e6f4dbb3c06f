import type { Environment } from '@cream/runtime';
import { ALPACA } from '../adapters/alpaca/alpaca-market-data.js';
import { ALPHA_VANTAGE } from '../adapters/alphavantage/alphavantage-market-data.js';
import { FMP } from '../adapters/fmp/fmp-market-data.js';
import { FRED } from '../adapters/fred/fred-series.js';
import { type AdapterRuntime, systemRuntime } from '../adapters/http/index.js';
import { POLYGON } from '../adapters/polygon/polygon-market-data.js';
import type { Vendors } from '../adapters/vendors.js';
import { endOfDate, startOfDate } from '../adapters/wire/dates.js';
import type {
  CalendarEventSource,
  FundamentalsSource,
  MacroSeriesSource,
  NewsSource,
  VendorArticle,
} from '../app/ports/index.js';
import { calendarPieces, type StoodCalendar } from './calendar-pieces.js';
import { type FiledStatements, filedStatements } from './filed-statements.js';
import type { DateSpan } from './history-piece.js';
import { macroVintages, type OfferedObservation } from './macro-vintages.js';
import { reachVendors } from './reach-vendors.js';

/** Kinds of publications, as a person names them. */
export const PUBLICATION_KINDS = ['news', 'statements', 'macro', 'calendar'] as const;
export type PublicationKind = (typeof PUBLICATION_KINDS)[number];

interface Sources {
  readonly news?: NewsSource;
  readonly statements?: FundamentalsSource;
  readonly macro?: { readonly series: MacroSeriesSource; readonly keepsVintages: boolean };
  readonly calendar?: CalendarEventSource;
}

const VENDORS: Readonly<Record<string, { readonly name: string; readonly sources: (vendors: Vendors) => Sources }>> = {
  alpaca: { name: ALPACA, sources: ({ alpaca }) => ({ news: alpaca }) },
  polygon: { name: POLYGON, sources: ({ polygon }) => ({ news: polygon }) },
  fmp: { name: FMP, sources: ({ fmp }) => ({ statements: fmp, calendar: fmp }) },
  alphavantage: {
    name: ALPHA_VANTAGE,
    sources: ({ alphaVantage }) => ({
      statements: alphaVantage,
      macro: { series: alphaVantage, keepsVintages: false },
    }),
  },
  fred: { name: FRED, sources: ({ fred }) => ({ macro: { series: fred, keepsVintages: true } }) },
};

/** Vendors with publications, by the name a person types. */
export const PUBLICATION_VENDORS: readonly string[] = Object.keys(VENDORS);

/** What a vendor has of publications, in the forms the store imports; a kind it has nothing of is absent. */
export interface VendorPublications {
  /** Where it comes from, for people: `FRED`. */
  readonly source: string;
  /** Articles published on these dates in New York, oldest first. @throws VendorError */
  readonly news?:
    | ((symbols: readonly string[], span: DateSpan, signal: AbortSignal) => AsyncIterable<VendorArticle>)
    | undefined;
  /** All statements the vendor has of a symbol. @throws VendorError */
  readonly statements?: ((symbol: string, signal: AbortSignal) => Promise<FiledStatements>) | undefined;
  readonly macro?:
    | {
        /** False: what it answers is known from now on only, and says nothing about what was published before. */
        readonly keepsVintages: boolean;
        /** With vintages those of these dates; without, the newest values dated in them. @throws VendorError */
        observations(series: string, span: DateSpan, signal: AbortSignal): AsyncIterable<OfferedObservation>;
      }
    | undefined;
  /** Calendars of these dates in New York as they stand now, piece by piece. @throws VendorError */
  readonly calendar?: ((span: DateSpan, signal: AbortSignal) => AsyncIterable<StoodCalendar>) | undefined;
}

/**
 * The publications of a vendor as the settings of the environment reach it; undefined for a vendor that has none. Nothing is
 * asked before somebody needs it.
 * @throws SettingsError naming the variable
 */
export function vendorPublications(
  vendor: string,
  env: Environment,
  runtime: AdapterRuntime = systemRuntime,
): VendorPublications | undefined {
  const known = Object.hasOwn(VENDORS, vendor) ? VENDORS[vendor] : undefined;
  if (known === undefined) return undefined;
  const { news, statements, macro, calendar } = known.sources(reachVendors(env, runtime));
  return {
    source: known.name,
    news:
      news &&
      ((symbols, { from, to }, signal) =>
        news.news({ symbols, range: { fromMs: startOfDate(from), toMs: endOfDate(to) } }, signal)),
    statements: statements && ((symbol, signal) => filedStatements(statements, symbol, signal)),
    macro: macro && {
      keepsVintages: macro.keepsVintages,
      observations: (series, span, signal) =>
        macroVintages(macro.series, macro.keepsVintages, { series, span }, signal),
    },
    calendar: calendar && ((span, signal) => calendarPieces(calendar, span, () => runtime.clock.now(), signal)),
  };
}
