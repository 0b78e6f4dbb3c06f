import { join } from 'node:path';
import { readSettings, type ServiceHost } from '@cream/runtime';
import type { OpenDatabaseOptions } from '@cream/storage';
import { z } from 'zod';

const Settings = z.object({
  /** `full`: a commit survives a power cut. `normal`: it survives the process, and costs less; enough for backtests. */
  CREAM_RECORD_DURABILITY: z.enum(['full', 'normal']).default('full'),
});

/** How the record's database is opened: one file below the data directory. */
export function databaseOptions(host: ServiceHost): OpenDatabaseOptions {
  return {
    path: join(host.dataDir, 'orchestrator.db'),
    migrations: new URL('../migrations/', import.meta.url),
    durability: readSettings(Settings, host.env).CREAM_RECORD_DURABILITY,
    readOnly: host.readOnly,
  };
}
