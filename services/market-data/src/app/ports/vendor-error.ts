/** What went wrong between us and a vendor. */
export type VendorErrorCode =
  /** No key is configured; `setting` names the variable. */
  | 'MISSING_KEY'
  /** The vendor refused the key (HTTP 401, or the stream's own way of saying it). */
  | 'UNAUTHORIZED'
  /** The key is good, the plan does not include what was asked (HTTP 402 or 403). */
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  /** The vendor, or the adapter before it, refused the request itself. */
  | 'BAD_REQUEST'
  /** Too many requests; `retryAfterMs` when the vendor said how long to wait. */
  | 'RATE_LIMITED'
  /** 5xx, a cut connection, or a circuit that is open. */
  | 'UNAVAILABLE'
  /** An answer that cannot be understood; `field` names the first offending place. */
  | 'MALFORMED'
  | 'TIMEOUT';

/** Where and why. No part of it may hold a key: makers pass redacted texts only. */
export interface VendorErrorDetails {
  readonly vendor: string;
  /** What was asked, as a person would write it: `GET /v2/stocks/bars?symbols=AAPL`. */
  readonly operation: string;
  readonly status?: number | undefined;
  readonly setting?: string | undefined;
  readonly field?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** A vendor's failure, typed. `message` is one line: `vendor: operation: what is wrong`. */
export class VendorError extends Error {
  override readonly name = 'VendorError';

  constructor(
    readonly code: VendorErrorCode,
    /** What is wrong, without the vendor and the operation. */
    readonly text: string,
    readonly details: VendorErrorDetails,
  ) {
    super(`${details.vendor}: ${details.operation}: ${text}`);
  }
}
