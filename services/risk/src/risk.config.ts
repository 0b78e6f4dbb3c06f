import { join } from 'node:path';
import type { ServiceHost } from '@cream/runtime';
import type { OpenDatabaseOptions } from '@cream/storage';

/**
 * How the database of this service is opened: one file below the data directory. Every commit is on the disk, because
 * whoever halted trading must find it halted after a power cut.
 */
export function databaseOptions(host: ServiceHost): OpenDatabaseOptions {
  return {
    path: join(host.dataDir, 'risk.db'),
    migrations: new URL('../migrations/', import.meta.url),
    durability: 'full',
    readOnly: host.readOnly,
  };
}
