import { createHash } from 'node:crypto';
import { BarInterval } from '@cream/proto/market';
import type { Environment } from '@cream/runtime';
import { ALPACA } from '../adapters/alpaca/alpaca-market-data.js';
import { ALPHA_VANTAGE } from '../adapters/alphavantage/alphavantage-market-data.js';
import { FMP } from '../adapters/fmp/fmp-market-data.js';
import { type AdapterRuntime, systemRuntime } from '../adapters/http/index.js';
import { POLYGON } from '../adapters/polygon/polygon-market-data.js';
import { createVendors, type Vendors } from '../adapters/vendors.js';
import { endOfDate, startOfDate } from '../adapters/wire/dates.js';
import { intervalName } from '../app/bar-interval.js';
import {
  type CorporateActionSource,
  type HistoricalBars,
  type VendorCorporateAction,
  VendorError,
} from '../app/ports/index.js';
import { TradingCalendar } from '../calendar/trading-calendar.js';
import { type VendorsSettings, vendorsSettings } from '../vendors.config.js';
import { BAR_FILE_HEADER, barRow } from './bar-rows.js';
import type { DateSpan } from './history-piece.js';
import { type StorableActions, storableActions } from './storable-actions.js';

/** Vendors with bars of the past. */
export const HISTORY_VENDORS = ['alpaca', 'polygon', 'databento', 'fmp', 'alphavantage'] as const;
export type HistoryVendor = (typeof HISTORY_VENDORS)[number];

/** What is asked of a vendor at once. */
export interface HistoryQuestion extends DateSpan {
  readonly symbol: string;
  readonly interval: BarInterval;
}

/** The answer as a bar file. */
export interface HistoryRows {
  readonly bars: number;
  readonly text: string;
}

/** A vendor's past, in the forms the store imports. */
export interface VendorHistory {
  /** Where the data comes from, for people: `Alpaca iex`. */
  readonly source: string;
  /** SHA-256 of what is asked: it names the answer before it is there, so that nothing is asked twice. */
  nameOf(question: HistoryQuestion): Uint8Array;
  /** Bars that start on these dates in New York. @throws VendorError; the signal's reason when it aborts */
  rows(question: HistoryQuestion, signal: AbortSignal): Promise<HistoryRows>;
  /** Corporate actions that take effect on these dates; absent when the vendor has none. */
  readonly actions?: ((symbol: string, span: DateSpan, signal: AbortSignal) => Promise<StorableActions>) | undefined;
}

/**
 * The past of a vendor as the settings of the environment reach it. Nothing is asked before somebody needs it.
 * @throws SettingsError naming the variable
 */
export function vendorHistory(
  vendor: HistoryVendor,
  env: Environment,
  runtime: AdapterRuntime = systemRuntime,
): VendorHistory {
  const settings = vendorsSettings(env);
  const { source, bars, actions } = partsOf(vendor, settings, createVendors(settings, new TradingCalendar(), runtime));
  return {
    source,
    nameOf: ({ symbol, interval, from, to }) =>
      createHash('sha256')
        .update(JSON.stringify([source, symbol, interval, from, to]))
        .digest(),
    rows: (question, signal) => rowsOf(source, bars, question, signal),
    actions: actions && ((symbol, span, signal) => actionsOf(actions, symbol, span, signal)),
  };
}

interface Parts {
  readonly source: string;
  readonly bars: HistoricalBars;
  readonly actions?: CorporateActionSource;
}

function partsOf(vendor: HistoryVendor, settings: VendorsSettings, vendors: Vendors): Parts {
  const { alpaca, polygon, databento, fmp, alphaVantage } = vendors;
  switch (vendor) {
    case 'alpaca':
      return { source: `${ALPACA} ${settings.alpaca.feed}`, bars: alpaca, actions: alpaca };
    case 'polygon':
      return { source: POLYGON, bars: polygon, actions: polygon };
    case 'databento':
      return { source: `Databento ${settings.databento.dataset}`, bars: withoutDays(databento) };
    case 'fmp':
      return { source: FMP, bars: fmp };
    case 'alphavantage':
      return { source: ALPHA_VANTAGE, bars: alphaVantage };
  }
}

/**
 * A day of Databento's is the UTC date: it goes on hours after the session, at whose close the store would show it.
 * @throws VendorError BAD_REQUEST for daily bars
 */
function withoutDays(databento: HistoricalBars): HistoricalBars {
  return {
    bars(request, signal) {
      if (request.interval !== BarInterval.ONE_DAY) return databento.bars(request, signal);
      const details = { vendor: 'Databento', operation: 'daily bars' };
      const text = 'its days end at midnight UTC, hours after the session: ask for 1m or 1h';
      throw new VendorError('BAD_REQUEST', text, details);
    },
  };
}

async function rowsOf(
  source: string,
  history: HistoricalBars,
  { symbol, interval, from, to }: HistoryQuestion,
  signal: AbortSignal,
): Promise<HistoryRows> {
  const rows: string[] = [];
  const request = { symbols: [symbol], interval, range: { fromMs: startOfDate(from), toMs: endOfDate(to) } };
  for await (const bar of history.bars(request, signal)) {
    if (bar.symbol !== symbol || bar.interval !== interval) {
      const details = { vendor: source, operation: `${intervalName(interval)} bars of ${symbol}`, field: 'symbol' };
      const text = `the answer holds ${intervalName(bar.interval)} bars of ${JSON.stringify(bar.symbol)}`;
      throw new VendorError('MALFORMED', text, details);
    }
    rows.push(barRow(bar));
  }
  return { bars: rows.length, text: `${BAR_FILE_HEADER}${rows.join('')}` };
}

/** A vendor also delivers what happens to the other side of a merger or rename. */
function concerns({ symbol, terms }: VendorCorporateAction, asked: string): boolean {
  return symbol === asked || (terms.kind === 'RENAME' && terms.newSymbol === asked);
}

async function actionsOf(
  source: CorporateActionSource,
  symbol: string,
  { from, to }: DateSpan,
  signal: AbortSignal,
): Promise<StorableActions> {
  const request = { symbols: [symbol], fromDate: from, toDate: to };
  const offered: VendorCorporateAction[] = [];
  for await (const one of source.corporateActions(request, signal)) if (concerns(one, symbol)) offered.push(one);
  return storableActions(offered);
}
