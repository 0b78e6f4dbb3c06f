import { resolve } from 'node:path';
import { marketDataService } from '@cream/market-data';
import { MarketDataService } from '@cream/proto/market';
import { type ServiceDefinition, startEmbedded } from '@cream/runtime';
import { ensureWritableDirectory, lockDataDirectory } from '@cream/storage';
import { environment, NO_FEED } from '../cli.config.js';

export interface MarketDataOptions {
  readonly dataDir: string;
  readonly readOnly: boolean;
  /** Folder of CSV files; absent: the store and the sample sets. */
  readonly data?: string | undefined;
  /** Services that read it, started with it. */
  readonly readers?: readonly ServiceDefinition[];
}

/** Market data, alone or with who reads it, in this process. Who writes holds the data directory; who only looks does not. */
export async function openMarketData(options: MarketDataOptions) {
  const dataDir = resolve(options.dataDir);
  if (!options.readOnly) ensureWritableDirectory(dataDir);
  const lock = options.readOnly ? undefined : lockDataDirectory(dataDir, 'cream');
  try {
    const embedded = await startEmbedded([marketDataService, ...(options.readers ?? [])], {
      dataDir,
      env: {
        ...environment(),
        ...NO_FEED,
        ...(options.data === undefined ? {} : { CREAM_MARKET_DATA_DIR: resolve(options.data) }),
      },
      readOnly: options.readOnly,
    });
    return {
      clients: embedded.clients,
      client: embedded.clients.get(MarketDataService),
      async close(): Promise<void> {
        await embedded.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}
