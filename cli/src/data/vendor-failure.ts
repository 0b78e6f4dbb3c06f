import { VendorError } from '@cream/market-data';
import { StoppedError } from '../failure.js';

/** Failures of the request itself, before or instead of a vendor's. */
const OF_THE_REQUEST: ReadonlySet<string> = new Set(['MISSING_KEY', 'BAD_REQUEST']);

/**
 * What a vendor's failure means to whoever typed the command, in one line. Its own words hold no key.
 * @param what was being asked for
 */
export function vendorFailure(error: VendorError, what: string): StoppedError {
  const { code, text, details } = error;
  if (code === 'MISSING_KEY') return new StoppedError(code, `${details.vendor}: ${text}`, 2);
  if (OF_THE_REQUEST.has(code)) return new StoppedError(code, `${details.vendor}, ${what}: ${text}`, 2);
  const { retryAfterMs } = details;
  const wait = retryAfterMs === undefined ? '' : `; the vendor asks to wait ${Math.ceil(retryAfterMs / 1000)} s`;
  const advice = `what was stored stays, the same command goes on${wait}`;
  return new StoppedError(code, `${details.vendor}, ${what}: ${text.replace(/\.$/, '')}; ${advice}`);
}
