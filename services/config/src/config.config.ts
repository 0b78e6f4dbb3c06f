import { join } from 'node:path';
import type { ServiceHost } from '@cream/runtime';
import type { OpenDatabaseOptions } from '@cream/storage';

/** How the database of this service is opened: one file below the data directory, every commit on the disk. */
export function databaseOptions(host: ServiceHost): OpenDatabaseOptions {
  return {
    path: join(host.dataDir, 'config.db'),
    migrations: new URL('../migrations/', import.meta.url),
    durability: 'full',
    readOnly: host.readOnly,
  };
}
