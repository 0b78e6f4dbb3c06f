import { join } from 'node:path';
import { Mode } from '@cream/proto/common';
import { readSettings, type ServiceHost, SettingsError } from '@cream/runtime';
import type { OpenDatabaseOptions } from '@cream/storage';
import { z } from 'zod';
import type { TradingCyclePlan } from './app/trading-cycle-plan.js';

const MODES = { BACKTEST: Mode.BACKTEST, PAPER: Mode.PAPER, LIVE: Mode.LIVE };

const symbols = z
  .string()
  .transform((text) => text.split(',').map((symbol) => symbol.trim()))
  .pipe(z.array(z.string().regex(/^[A-Z0-9][A-Z0-9.-]{0,14}$/, 'must be upper-case symbols separated by commas')));

const settings = z.object({
  CREAM_SCHEDULE_ENABLED: z.enum(['true', 'false'], 'must be true or false').default('false'),
  CREAM_SCHEDULE_SYMBOLS: symbols.optional(),
  CREAM_SCHEDULE_CONTEXT_SYMBOLS: symbols.optional(),
  CREAM_SCHEDULE_MODE: z.enum(['BACKTEST', 'PAPER', 'LIVE'], 'must be BACKTEST, PAPER or LIVE').default('PAPER'),
  CREAM_SCHEDULE_ACCOUNT: z.string().default('paper'),
  CREAM_SCHEDULE_DELAY_SECONDS: z.coerce
    .number('must be a number of seconds')
    .int('must be a whole number of seconds')
    .min(0, 'must not be negative')
    .default(60),
});

/**
 * The plan of the schedule `trading-cycle`.
 * @throws SettingsError naming the setting that is wrong, or missing although the schedule is enabled
 */
export function tradingCyclePlan(host: ServiceHost): TradingCyclePlan {
  const read = readSettings(settings, host.env);
  const enabled = read.CREAM_SCHEDULE_ENABLED === 'true';
  if (enabled && read.CREAM_SCHEDULE_SYMBOLS === undefined) {
    throw new SettingsError('CREAM_SCHEDULE_SYMBOLS', 'is missing: an enabled schedule needs symbols to trade');
  }
  return {
    enabled,
    accountId: read.CREAM_SCHEDULE_ACCOUNT,
    symbols: read.CREAM_SCHEDULE_SYMBOLS ?? [],
    contextSymbols: read.CREAM_SCHEDULE_CONTEXT_SYMBOLS ?? [],
    mode: MODES[read.CREAM_SCHEDULE_MODE],
    delayMs: read.CREAM_SCHEDULE_DELAY_SECONDS * 1000,
  };
}

/** How the database of this service is opened: one file below the data directory, every commit on the disk. */
export function databaseOptions(host: ServiceHost): OpenDatabaseOptions {
  return {
    path: join(host.dataDir, 'scheduler.db'),
    migrations: new URL('../migrations/', import.meta.url),
    durability: 'full',
    readOnly: host.readOnly,
  };
}
