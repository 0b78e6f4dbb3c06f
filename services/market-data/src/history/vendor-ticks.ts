import type { Environment } from '@cream/runtime';
import { type AdapterRuntime, systemRuntime } from '../adapters/http/index.js';
import type {
  HistoricalQuotes,
  HistoricalTrades,
  Snapshots,
  TicksRequest,
  VendorSnapshot,
} from '../app/ports/index.js';
import { reachVendors } from './reach-vendors.js';
import { QUOTE_HEADER, quoteRow, TRADE_HEADER, tradeRow } from './tick-rows.js';

/** Vendors with quotes and trades of the past. */
export const TICK_VENDORS = ['alpaca', 'polygon', 'databento'] as const;
export type TickVendor = (typeof TICK_VENDORS)[number];
/** Vendors that tell the state of the market now. */
export const SNAPSHOT_VENDORS = ['alpaca', 'polygon'] as const;
export type SnapshotVendor = (typeof SNAPSHOT_VENDORS)[number];

export type TickKind = 'quotes' | 'trades';

/** Ticks of a vendor as rows of a CSV file. */
export interface VendorTicks {
  readonly header: string;
  /** Oldest first, each with its line end. @throws VendorError */
  rows(request: TicksRequest, signal: AbortSignal): AsyncIterable<string>;
}

/** @throws SettingsError naming the variable */
export function vendorTicks(
  vendor: TickVendor,
  kind: TickKind,
  env: Environment,
  runtime: AdapterRuntime = systemRuntime,
): VendorTicks {
  const source: HistoricalQuotes & HistoricalTrades = reachVendors(env, runtime)[vendor];
  return kind === 'quotes'
    ? { header: QUOTE_HEADER, rows: (request, signal) => mapped(source.quotes(request, signal), quoteRow) }
    : { header: TRADE_HEADER, rows: (request, signal) => mapped(source.trades(request, signal), tradeRow) };
}

/** What a vendor says of symbols now. @throws SettingsError naming the variable; VendorError */
export function vendorSnapshots(
  vendor: SnapshotVendor,
  symbols: readonly string[],
  env: Environment,
  signal: AbortSignal,
  runtime: AdapterRuntime = systemRuntime,
): Promise<readonly VendorSnapshot[]> {
  const source: Snapshots = reachVendors(env, runtime)[vendor];
  return source.snapshots(symbols, signal);
}

async function* mapped<T>(ticks: AsyncIterable<T>, row: (tick: T) => string): AsyncGenerator<string> {
  for await (const tick of ticks) yield row(tick);
}
