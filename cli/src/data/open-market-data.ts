import { resolve } from 'node:path';
import { marketDataService } from '@cream/market-data';
import { MarketDataService } from '@cream/proto/market';
import { startEmbedded } from '@cream/runtime';
import { ensureWritableDirectory, lockDataDirectory } from '@cream/storage';
import { environment, NO_FEED } from '../cli.config.js';

/** Market data alone, in this process. Who writes holds the data directory; who only looks does not. */
export async function openMarketData(options: { dataDir: string; readOnly: boolean; data?: string | undefined }) {
  const dataDir = resolve(options.dataDir);
  if (!options.readOnly) ensureWritableDirectory(dataDir);
  const lock = options.readOnly ? undefined : lockDataDirectory(dataDir, 'cream');
  try {
    const embedded = await startEmbedded([marketDataService], {
      dataDir,
      env: {
        ...environment(),
        ...NO_FEED,
        ...(options.data === undefined ? {} : { CREAM_MARKET_DATA_DIR: resolve(options.data) }),
      },
      readOnly: options.readOnly,
    });
    return {
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
