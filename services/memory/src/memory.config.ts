import { join } from 'node:path';
import type { ServiceHost } from '@cream/runtime';
import type { OpenDatabaseOptions } from '@cream/storage';

/**
 * How the database of this service is opened: one file below the data directory. Every commit is on the disk, because
 * the cycle that remembers a trade is closed right afterwards and never remembers it again.
 */
export function databaseOptions(host: ServiceHost): OpenDatabaseOptions {
  return {
    path: join(host.dataDir, 'memory.db'),
    migrations: new URL('../migrations/', import.meta.url),
    durability: 'full',
    readOnly: host.readOnly,
  };
}
