import type { VendorBar } from './historical-bars.js';
import type { VendorQuote, VendorTrade } from './historical-ticks.js';

/** The newest of everything a vendor has of a symbol; what it does not have is absent. */
export interface VendorSnapshot {
  readonly symbol: string;
  readonly quote?: VendorQuote | undefined;
  readonly trade?: VendorTrade | undefined;
  readonly minuteBar?: VendorBar | undefined;
  /** The running session's bar so far: its `knownAt` is the time of asking, not its end. */
  readonly dailyBar?: VendorBar | undefined;
  readonly previousDailyBar?: VendorBar | undefined;
  /** When it was asked for, UTC milliseconds. */
  readonly knownAt: number;
}

/** The state of the market now. */
export interface Snapshots {
  /** One for each symbol the vendor knows, in the order asked. @throws VendorError */
  snapshots(symbols: readonly string[], signal: AbortSignal): Promise<readonly VendorSnapshot[]>;
}
