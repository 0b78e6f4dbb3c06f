import { join } from 'node:path';
import type { ServiceHost } from '@cream/runtime';
import type { OpenDatabaseOptions } from '@cream/storage';

/**
 * How the database of this service is opened: one file below the data directory. A version that was answered is on the
 * disk, because a configuration may name it.
 */
export function databaseOptions({
  dataDir,
  readOnly,
}: Pick<ServiceHost, 'dataDir' | 'readOnly'>): OpenDatabaseOptions & { readonly path: string } {
  return {
    path: join(dataDir, 'regime.db'),
    migrations: new URL('../migrations/', import.meta.url),
    durability: 'full',
    readOnly,
  };
}
