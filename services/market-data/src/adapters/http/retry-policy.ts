import type { VendorError } from '../../app/ports/vendor-error.js';

/** How often and how long a failed request is tried again. */
export interface RetryPolicy {
  /** Tries in all. */
  readonly attempts: number;
  readonly baseMs: number;
  /** Longest pause of our own; also the longest that a vendor may ask for before the request is given up. */
  readonly maxMs: number;
}

export const DEFAULT_RETRIES: RetryPolicy = { attempts: 4, baseMs: 250, maxMs: 30_000 };

/**
 * The pause before the next try, or undefined when there is none: the failure will not mend itself, the tries are used up,
 * or the vendor asks for more patience than `maxMs`. Our own pauses are drawn from [0, base · 2^(attempt−1)] (full jitter);
 * a vendor's is never cut short, and has jitter on top so that many callers do not come back together.
 * @param attempt tries made, from 1
 */
export function pauseBeforeRetry(
  error: VendorError,
  attempt: number,
  policy: RetryPolicy,
  random: () => number,
): number | undefined {
  if (attempt >= policy.attempts || !isTransient(error)) return undefined;
  const asked = error.details.retryAfterMs;
  const ceiling = Math.min(policy.maxMs, policy.baseMs * 2 ** (attempt - 1));
  if (asked === undefined) return Math.floor(random() * ceiling);
  return asked > policy.maxMs ? undefined : asked + Math.floor(random() * policy.baseMs);
}

function isTransient(error: VendorError): boolean {
  return error.code === 'UNAVAILABLE' || error.code === 'RATE_LIMITED' || error.code === 'TIMEOUT';
}
