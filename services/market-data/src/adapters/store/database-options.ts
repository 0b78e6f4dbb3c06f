import { join } from 'node:path';
import type { OpenDatabaseOptions } from '@cream/storage';

export const STORE_FILE = 'market-data.db';

/** One file below the data directory. Every piece of an import is on the disk when it is answered. */
export function storeOptions(dataDir: string, readOnly: boolean): OpenDatabaseOptions {
  return {
    path: join(dataDir, STORE_FILE),
    migrations: new URL('../../../migrations/', import.meta.url),
    durability: 'full',
    readOnly,
  };
}
