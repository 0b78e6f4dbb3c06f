import { join } from 'node:path';
import type { ServiceHost } from '@cream/runtime';
import type { OpenDatabaseOptions } from '@cream/storage';

/** How the runs' database is opened: one file below the data directory. */
export function databaseOptions(host: ServiceHost): OpenDatabaseOptions {
  return {
    path: join(host.dataDir, 'backtest.db'),
    migrations: new URL('../migrations/', import.meta.url),
    durability: 'full',
    readOnly: host.readOnly,
  };
}
