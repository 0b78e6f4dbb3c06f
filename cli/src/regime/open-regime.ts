import { resolve } from 'node:path';
import type { Client } from '@cream/grpc';
import { marketDataService } from '@cream/market-data';
import { RegimeService } from '@cream/proto/knowledge';
import { regimeService } from '@cream/regime';
import { startEmbedded } from '@cream/runtime';
import { ensureWritableDirectory, lockDataDirectory } from '@cream/storage';
import { environment } from '../cli.config.js';

export interface RegimePlace {
  readonly dataDir: string;
  /** Folder of CSV files; absent: the store and the sample sets. */
  readonly data?: string | undefined;
  /** Who writes holds the data directory; who only looks does not. */
  readonly readOnly: boolean;
}

/** Regimes and the prices they are read from, in this process. */
export async function withRegime<T>(place: RegimePlace, work: (regime: RegimeClient) => Promise<T>): Promise<T> {
  const dataDir = resolve(place.dataDir);
  if (!place.readOnly) ensureWritableDirectory(dataDir);
  const lock = place.readOnly ? undefined : lockDataDirectory(dataDir, 'cream');
  try {
    const embedded = await startEmbedded([marketDataService, regimeService], {
      dataDir,
      env: { ...environment(), ...(place.data === undefined ? {} : { CREAM_MARKET_DATA_DIR: resolve(place.data) }) },
      readOnly: place.readOnly,
    });
    try {
      return await work(embedded.clients.get(RegimeService));
    } finally {
      await embedded.close();
    }
  } finally {
    lock?.release();
  }
}

export type RegimeClient = Client<typeof RegimeService>;
