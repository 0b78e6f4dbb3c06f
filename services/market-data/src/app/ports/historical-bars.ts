import type { BarInterval } from '@cream/proto/market';
import type { DecimalText } from './decimal-text.js';
import type { TimeRange } from './time-range.js';

/** One bar as a vendor delivered it, prices raw as traded. Times are UTC milliseconds. */
export interface VendorBar {
  readonly symbol: string;
  readonly interval: BarInterval;
  readonly startMs: number;
  /** For a daily bar the session's close. */
  readonly endMs: number;
  readonly open: DecimalText;
  readonly high: DecimalText;
  readonly low: DecimalText;
  readonly close: DecimalText;
  /** Shares or contracts; absent where the vendor has none (an index). */
  readonly volume?: DecimalText | undefined;
  readonly vwap?: DecimalText | undefined;
  readonly trades?: number | undefined;
  /** The bar's end. */
  readonly knownAt: number;
}

export interface BarsRequest {
  /** Tickers, or OCC symbols of options; at least one. */
  readonly symbols: readonly string[];
  readonly interval: BarInterval;
  /** Of the bars' starts. */
  readonly range: TimeRange;
}

/** Bars of the past. */
export interface HistoricalBars {
  /**
   * Raw bars that had ended when they were asked for, each symbol's oldest first; a symbol the vendor knows nothing of
   * yields nothing.
   * @throws VendorError
   */
  bars(request: BarsRequest, signal: AbortSignal): AsyncIterable<VendorBar>;
}
