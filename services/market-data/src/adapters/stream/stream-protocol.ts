import type { FeedNumbering, MarketFeedEvent, VendorError, VendorErrorDetails } from '../../app/ports/index.js';

/** What a vendor's message means to a connection. */
export type StreamSignal =
  /** The vendor is there: time to authenticate. */
  | { readonly kind: 'greeting' }
  | { readonly kind: 'authenticated' }
  | { readonly kind: 'subscribed' }
  | { readonly kind: 'event'; readonly event: MarketFeedEvent }
  /** `fatal` when connecting again would end the same way. */
  | { readonly kind: 'refused'; readonly error: VendorError; readonly fatal: boolean }
  | { readonly kind: 'ignored' };

/** How one vendor speaks over a WebSocket. */
export interface StreamProtocol {
  readonly details: VendorErrorDetails;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly secrets: readonly (string | undefined)[];
  readonly missingSetting?: string | undefined;
  /** Absent: its events have no numbers. */
  readonly numbering?: FeedNumbering | undefined;
  /** The messages of a frame. @throws VendorError MALFORMED */
  decode(frame: Buffer): readonly unknown[];
  /** @throws VendorError MALFORMED naming the field */
  read(message: unknown): StreamSignal;
  authenticate(): string | Uint8Array;
  /** What to send so that symbols are added and removed; both may be empty. */
  change(add: readonly string[], remove: readonly string[]): readonly (string | Uint8Array)[];
}
