import { join } from 'node:path';
import { readSettings, type ServiceHost } from '@cream/runtime';
import type { OpenDatabaseOptions } from '@cream/storage';
import { z } from 'zod';

const Settings = z.object({
  /**
   * `full`: every commit is on the disk before anything is sent or answered. `normal`: a commit survives the process but
   * not a power cut; enough where the broker is simulated too.
   */
  CREAM_LEDGER_DURABILITY: z.enum(['full', 'normal']).default('full'),
});

/** How the database is opened: one file below the data directory. */
export function databaseOptions(host: ServiceHost): OpenDatabaseOptions {
  return {
    path: join(host.dataDir, 'execution.db'),
    migrations: new URL('../migrations/', import.meta.url),
    durability: readSettings(Settings, host.env).CREAM_LEDGER_DURABILITY,
    readOnly: host.readOnly,
  };
}
