import { VendorError, type VendorErrorDetails } from '../../app/ports/vendor-error.js';
import { BodyTooLargeError } from './response-body.js';

const MAX_TEXT = 200;

/**
 * The failure an HTTP status stands for; undefined for 2xx.
 * @param text the vendor's own words, redacted
 */
export function failureOfStatus(status: number, text: string, details: VendorErrorDetails): VendorError | undefined {
  if (status >= 200 && status < 300) return undefined;
  const words = text.replace(/\s+/g, ' ').trim().slice(0, MAX_TEXT);
  const message = `HTTP ${status}${words === '' ? '' : `: ${words}`}`;
  return new VendorError(codeOfStatus(status), message, { ...details, status });
}

function codeOfStatus(status: number): VendorError['code'] {
  if (status === 401) return 'UNAUTHORIZED';
  if (status === 402 || status === 403) return 'FORBIDDEN';
  if (status === 404) return 'NOT_FOUND';
  if (status === 408) return 'TIMEOUT';
  if (status === 429) return 'RATE_LIMITED';
  if (status >= 400 && status < 500) return 'BAD_REQUEST';
  return 'UNAVAILABLE';
}

/** The failure behind what fetch threw. */
export function failureOfFetch(error: unknown, timedOut: boolean, details: VendorErrorDetails): VendorError {
  if (error instanceof VendorError) return error;
  if (error instanceof BodyTooLargeError)
    return new VendorError('MALFORMED', `the answer is too large: ${error.message}`, details);
  if (timedOut) return new VendorError('TIMEOUT', 'no answer in time', details);
  return new VendorError('UNAVAILABLE', `the connection failed (${reasonOf(error)})`, details);
}

/** Node's code of a network failure, `ECONNRESET`; the texts around it may hold the address. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.name : 'unknown';
}
