import type { VendorSettings } from '../vendors.config.js';
import { type AdapterRuntime, HttpClient, type HttpClientOptions, type RateLimit } from './http/index.js';

/** What a vendor's adapter knows of the vendor, whatever the settings say. */
export interface VendorAccess extends Pick<HttpClientOptions, 'vendor' | 'headers' | 'secretQuery' | 'maxBytes'> {
  /** Of the plan without a fee; the settings may name another. */
  readonly rateLimit: RateLimit;
  /** The keys by the name of their setting. The first that is missing is named by every request. */
  readonly keys: Readonly<Record<string, string | undefined>>;
}

/** The client of a vendor as its settings want it. */
export function vendorClient(
  settings: VendorSettings,
  runtime: AdapterRuntime,
  { keys, rateLimit, ...access }: VendorAccess,
): HttpClient {
  const { baseUrl, timeoutMs, retries } = settings;
  return new HttpClient({
    ...access,
    baseUrl,
    timeoutMs,
    retries,
    runtime,
    rateLimit: settings.rateLimit ?? rateLimit,
    secrets: Object.values(keys),
    missingSetting: Object.keys(keys).find((name) => keys[name] === undefined),
  });
}
