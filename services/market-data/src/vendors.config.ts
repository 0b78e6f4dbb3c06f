import { type Environment, readSettings } from '@cream/runtime';
import { z } from 'zod';
import type { RateLimit, RetryPolicy } from './adapters/http/index.js';

const url = (fallback: string) => z.url({ protocol: /^https?$/ }).default(fallback);
const streamUrl = (fallback: string) => z.url({ protocol: /^wss?$/ }).default(fallback);

const pace = z.coerce.number().positive().max(1_000_000).optional();

const schema = z.object({
  ALPACA_KEY: z.string().optional(),
  ALPACA_SECRET: z.string().optional(),
  POLYGON_KEY: z.string().optional(),
  DATABENTO_KEY: z.string().optional(),
  FMP_KEY: z.string().optional(),
  ALPHAVANTAGE_KEY: z.string().optional(),
  FRED_KEY: z.string().optional(),
  CREAM_ALPACA_FEED: z.enum(['iex', 'sip', 'delayed_sip', 'boats', 'overnight', 'otc']).default('iex'),
  CREAM_ALPACA_OPTION_FEED: z.enum(['indicative', 'opra']).default('indicative'),
  CREAM_ALPACA_DATA_URL: url('https://data.alpaca.markets'),
  CREAM_ALPACA_STREAM_URL: streamUrl('wss://stream.data.alpaca.markets'),
  CREAM_POLYGON_URL: url('https://api.massive.com'),
  CREAM_POLYGON_STREAM_URL: streamUrl('wss://delayed.massive.com'),
  CREAM_DATABENTO_URL: url('https://hist.databento.com'),
  CREAM_DATABENTO_DATASET: z.string().default('EQUS.MINI'),
  CREAM_FMP_URL: url('https://financialmodelingprep.com'),
  CREAM_ALPHAVANTAGE_URL: url('https://www.alphavantage.co'),
  CREAM_FRED_URL: url('https://api.stlouisfed.org'),
  CREAM_ALPACA_PER_MINUTE: pace,
  CREAM_POLYGON_PER_MINUTE: pace,
  CREAM_DATABENTO_PER_MINUTE: pace,
  CREAM_FMP_PER_MINUTE: pace,
  CREAM_ALPHAVANTAGE_PER_MINUTE: pace,
  CREAM_FRED_PER_MINUTE: pace,
  CREAM_VENDOR_TIMEOUT_MS: z.coerce.number().int().min(1).max(600_000).default(30_000),
});

/** What every vendor's adapter needs. A missing key is an error of the request that needs it, not of the start. */
export interface VendorSettings {
  readonly key: string | undefined;
  readonly baseUrl: string;
  /** For one try of one request. */
  readonly timeoutMs: number;
  /** Another pace than the plan without a fee allows. */
  readonly rateLimit?: RateLimit | undefined;
  readonly retries?: RetryPolicy | undefined;
}

export interface StreamingVendorSettings extends VendorSettings {
  readonly streamUrl: string;
}

export interface AlpacaSettings extends StreamingVendorSettings {
  readonly secret: string | undefined;
  /** Source of stock data: `iex`, `sip` … */
  readonly feed: string;
  /** Source of streamed option data. */
  readonly optionFeed: string;
}

export interface DatabentoSettings extends VendorSettings {
  /** Dataset of stocks, `XNAS.ITCH`; options come from OPRA. */
  readonly dataset: string;
}

/** One entry a vendor. */
export interface VendorsSettings {
  readonly alpaca: AlpacaSettings;
  readonly polygon: StreamingVendorSettings;
  readonly databento: DatabentoSettings;
  readonly fmp: VendorSettings;
  readonly alphaVantage: VendorSettings;
  readonly fred: VendorSettings;
}

/** @throws SettingsError naming the variable */
export function vendorsSettings(env: Environment): VendorsSettings {
  const given = readSettings(schema, env);
  const timeoutMs = given.CREAM_VENDOR_TIMEOUT_MS;
  return {
    alpaca: {
      key: given.ALPACA_KEY,
      secret: given.ALPACA_SECRET,
      baseUrl: given.CREAM_ALPACA_DATA_URL,
      streamUrl: given.CREAM_ALPACA_STREAM_URL,
      feed: given.CREAM_ALPACA_FEED,
      optionFeed: given.CREAM_ALPACA_OPTION_FEED,
      timeoutMs,
      ...paceOf(given.CREAM_ALPACA_PER_MINUTE),
    },
    polygon: {
      key: given.POLYGON_KEY,
      baseUrl: given.CREAM_POLYGON_URL,
      streamUrl: given.CREAM_POLYGON_STREAM_URL,
      timeoutMs,
      ...paceOf(given.CREAM_POLYGON_PER_MINUTE),
    },
    databento: {
      key: given.DATABENTO_KEY,
      baseUrl: given.CREAM_DATABENTO_URL,
      dataset: given.CREAM_DATABENTO_DATASET,
      timeoutMs,
      ...paceOf(given.CREAM_DATABENTO_PER_MINUTE),
    },
    fmp: { key: given.FMP_KEY, baseUrl: given.CREAM_FMP_URL, timeoutMs, ...paceOf(given.CREAM_FMP_PER_MINUTE) },
    alphaVantage: {
      key: given.ALPHAVANTAGE_KEY,
      baseUrl: given.CREAM_ALPHAVANTAGE_URL,
      timeoutMs,
      ...paceOf(given.CREAM_ALPHAVANTAGE_PER_MINUTE),
    },
    fred: { key: given.FRED_KEY, baseUrl: given.CREAM_FRED_URL, timeoutMs, ...paceOf(given.CREAM_FRED_PER_MINUTE) },
  };
}

/** The pace of a plan that allows so many requests a minute, a tenth of them at once. */
function paceOf(perMinute: number | undefined): { readonly rateLimit?: RateLimit } {
  if (perMinute === undefined) return {};
  return { rateLimit: { burst: Math.max(1, Math.floor(perMinute / 10)), perSecond: perMinute / 60, waiting: 10_000 } };
}
