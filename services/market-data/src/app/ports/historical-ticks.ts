import type { DecimalText } from './decimal-text.js';
import type { TimeRange } from './time-range.js';

/** How a vendor counts the sizes of a quote. */
export type SizeUnit = 'SHARES' | 'ROUND_LOTS' | 'CONTRACTS';

/** When something happened, both ways. */
export interface TickTime {
  /** UTC milliseconds, rounded down. */
  readonly timeMs: number;
  /** UTC nanoseconds, when the vendor is that fine. */
  readonly timeNs?: bigint | undefined;
}

/** The best bid and offer at a time; a side nobody quotes is absent. */
export interface VendorQuote extends TickTime {
  readonly symbol: string;
  readonly bid?: DecimalText | undefined;
  readonly ask?: DecimalText | undefined;
  readonly bidSize?: DecimalText | undefined;
  readonly askSize?: DecimalText | undefined;
  readonly sizeUnit: SizeUnit;
  readonly bidExchange?: string | undefined;
  readonly askExchange?: string | undefined;
  readonly conditions: readonly string[];
  /** The vendor's own number of the message. */
  readonly sequence?: number | undefined;
  /** When the vendor received it, where it says so; else `timeMs`. */
  readonly knownAt: number;
}

/** One trade. */
export interface VendorTrade extends TickTime {
  readonly symbol: string;
  readonly price: DecimalText;
  readonly size: DecimalText;
  readonly exchange?: string | undefined;
  readonly id?: string | undefined;
  readonly conditions: readonly string[];
  readonly sequence?: number | undefined;
  /** When the vendor received it, where it says so; else `timeMs`. */
  readonly knownAt: number;
}

export interface TicksRequest {
  /** At least one. */
  readonly symbols: readonly string[];
  readonly range: TimeRange;
}

/** Quotes of the past. */
export interface HistoricalQuotes {
  /** Each symbol's oldest first. @throws VendorError */
  quotes(request: TicksRequest, signal: AbortSignal): AsyncIterable<VendorQuote>;
}

/** Trades of the past. */
export interface HistoricalTrades {
  /** Each symbol's oldest first. @throws VendorError */
  trades(request: TicksRequest, signal: AbortSignal): AsyncIterable<VendorTrade>;
}
