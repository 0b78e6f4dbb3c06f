import { type Environment, readSettings, SettingsError } from '@cream/runtime';
import { z } from 'zod';
import { isSymbol } from './app/symbol.js';
import type { VendorsSettings } from './vendors.config.js';

const schema = z.object({
  CREAM_MARKET_DATA_FEED: z.enum(['alpaca', 'polygon']).optional(),
  CREAM_MARKET_DATA_FEED_SYMBOLS: z.string().default(''),
  CREAM_MARKET_DATA_FEED_MAX_SYMBOLS: z.coerce.number().int().min(1).max(100_000).optional(),
  CREAM_MARKET_DATA_QUOTE_MAX_AGE_S: z.coerce.number().int().min(1).max(86_400).default(60),
  CREAM_MARKET_DATA_STREAM_BUFFER: z.coerce.number().int().min(1).max(1_000_000).default(4096),
});

/** Alpaca's plan without a fee lets a connection have 30 symbols, and refuses it when it asks for more. */
const MAX_SYMBOLS = { alpaca: 30, polygon: 1000 } as const;

/** Settings of the live feed. */
export interface FeedSettings {
  readonly vendor: 'alpaca' | 'polygon';
  /** Followed from the start, so that snapshots of them are live; others while somebody streams them. */
  readonly symbols: readonly string[];
  /** That may be followed at once, by all who stream. */
  readonly maxSymbols: number;
  /** A live price that is older is stale. */
  readonly maxAgeMs: number;
  /** Messages that wait for one slow subscriber at most. */
  readonly bufferMessages: number;
}

/**
 * The live feed, or undefined when none is wanted.
 * @throws SettingsError naming the variable, also when the vendor's key is missing
 */
export function feedSettings(env: Environment, vendors: VendorsSettings): FeedSettings | undefined {
  const given = readSettings(schema, env);
  const vendor = given.CREAM_MARKET_DATA_FEED;
  if (vendor === undefined) return undefined;
  const keys =
    vendor === 'alpaca'
      ? { ALPACA_KEY: vendors.alpaca.key, ALPACA_SECRET: vendors.alpaca.secret }
      : { POLYGON_KEY: vendors.polygon.key };
  for (const [setting, key] of Object.entries(keys)) {
    if (key === undefined) throw new SettingsError(setting, `is missing: CREAM_MARKET_DATA_FEED=${vendor} needs it`);
  }
  const symbols = listed(given.CREAM_MARKET_DATA_FEED_SYMBOLS);
  const maxSymbols = given.CREAM_MARKET_DATA_FEED_MAX_SYMBOLS ?? MAX_SYMBOLS[vendor];
  if (symbols.length > maxSymbols) {
    const text = `names ${symbols.length} symbols, CREAM_MARKET_DATA_FEED_MAX_SYMBOLS allows ${maxSymbols}`;
    throw new SettingsError('CREAM_MARKET_DATA_FEED_SYMBOLS', text);
  }
  return {
    vendor,
    symbols,
    maxSymbols,
    maxAgeMs: given.CREAM_MARKET_DATA_QUOTE_MAX_AGE_S * 1000,
    bufferMessages: given.CREAM_MARKET_DATA_STREAM_BUFFER,
  };
}

/** Symbols separated by commas, each once. */
function listed(text: string): string[] {
  const symbols = new Set(text.split(',').map((symbol) => symbol.trim().toUpperCase()));
  symbols.delete('');
  for (const symbol of symbols) {
    if (!isSymbol(symbol)) {
      throw new SettingsError('CREAM_MARKET_DATA_FEED_SYMBOLS', `${JSON.stringify(symbol)} is no symbol`);
    }
  }
  return [...symbols];
}
