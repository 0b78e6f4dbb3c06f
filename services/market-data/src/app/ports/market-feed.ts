import type { VendorBar } from './historical-bars.js';
import type { VendorQuote, VendorTrade } from './historical-ticks.js';

/** What a feed says about itself instead of about prices. */
export type FeedNotice =
  /** Events are missing: those of `symbol`, or of all symbols when absent; `missed` of them where that is known. */
  | {
      readonly kind: 'gap';
      readonly symbol?: string | undefined;
      readonly missed?: number | undefined;
      readonly reason: string;
      readonly atMs: number;
    }
  /** Connected and subscribed: from here on events are current. */
  | { readonly kind: 'up'; readonly atMs: number }
  /** The connection is gone; nothing is current until the next `up`. */
  | { readonly kind: 'down'; readonly reason: string; readonly atMs: number };

/**
 * What a vendor's stream says. `sequence` is the vendor's own number when it has one; per symbol it rises, and only a
 * vendor that numbers without holes can show a gap.
 */
export type MarketFeedEvent =
  | { readonly kind: 'quote'; readonly quote: VendorQuote; readonly sequence?: number | undefined }
  | {
      readonly kind: 'trade';
      readonly trade: VendorTrade;
      /** Whether its price is the market's: not that of an odd lot, an average, a late report … */
      readonly setsLast: boolean;
      readonly sequence?: number | undefined;
    }
  | { readonly kind: 'bar'; readonly bar: VendorBar; readonly sequence?: number | undefined }
  | FeedNotice;

/** RISING: numbers of a symbol rise but leave some out. CONTIGUOUS: none is left out, so a missing one is a lost event. */
export type FeedNumbering = 'RISING' | 'CONTIGUOUS';

/** A live feed of one vendor: one upstream connection, opened with the first symbol. */
export interface MarketFeed {
  readonly vendor: string;
  /** Absent: events are not numbered. */
  readonly numbering?: FeedNumbering | undefined;
  /** Makes `symbols` the whole subscription; symbols that are not named any more are dropped. */
  subscribe(symbols: readonly string[]): void;
  /**
   * Everything from now on, for one consumer. Ends when the signal aborts, which also closes the connection.
   * @throws VendorError for what no reconnecting mends: MISSING_KEY, UNAUTHORIZED, FORBIDDEN
   */
  events(signal: AbortSignal): AsyncIterable<MarketFeedEvent>;
}
