import { type Environment, readSettings } from '@cream/runtime';
import { z } from 'zod';

const DEFAULT_CONTEXT = 'SPX';

const schema = z.object({
  CREAM_MARKET_DATA_DIR: z.string().optional(),
  CREAM_MARKET_DATA_CONTEXT: z.string().default(DEFAULT_CONTEXT),
});

/** Settings of the service. */
export interface MarketDataSettings {
  /** Folder of SYMBOL.csv files; absent: the sample sets. */
  readonly folder?: string | undefined;
  /** Symbols of that folder that are context only. */
  readonly contextSymbols: ReadonlySet<string>;
}

/** @throws SettingsError naming the variable */
export function marketDataSettings(env: Environment): MarketDataSettings {
  const given = readSettings(schema, env);
  const symbols = given.CREAM_MARKET_DATA_CONTEXT.split(',').map((symbol) => symbol.trim().toUpperCase());
  return {
    folder: given.CREAM_MARKET_DATA_DIR,
    contextSymbols: new Set(symbols.filter((symbol) => symbol !== '')),
  };
}
