import { join } from 'node:path';
import type { ServiceHost } from '@cream/runtime';
import type { OpenDatabaseOptions } from '@cream/storage';

/** How the database is opened: every commit is on the disk before anything is sent or answered. */
export function databaseOptions(host: ServiceHost): OpenDatabaseOptions {
  return {
    path: join(host.dataDir, 'execution.db'),
    migrations: new URL('../migrations/', import.meta.url),
    durability: 'full',
    readOnly: host.readOnly,
  };
}
