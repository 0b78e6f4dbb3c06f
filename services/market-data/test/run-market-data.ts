import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timestamp } from '@cream/domain';
import type { Client } from '@cream/grpc';
import { MarketDataService } from '@cream/proto/market';
import { silentLogger, startEmbedded } from '@cream/runtime';
import { fakeClock } from '@cream/testing';
import { onTestFinished } from 'vitest';
import { marketDataService } from '../src/index.js';

export interface RunningMarketData {
  readonly market: Client<typeof MarketDataService>;
  readonly dataDir: string;
  close(): Promise<void>;
}

/** The service with a store of its own, as another service finds it. */
export async function runMarketData(
  dataDir = mkdtempSync(join(tmpdir(), 'cream-market-')),
  readOnly = false,
): Promise<RunningMarketData> {
  const embedded = await startEmbedded([marketDataService], {
    dataDir,
    readOnly,
    codec: 'round-trip',
    logger: silentLogger(),
    clock: fakeClock(),
  });
  onTestFinished(async () => {
    await embedded.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { market: embedded.clients.get(MarketDataService), dataDir, close: () => embedded.close() };
}

export const at = (time: string) => timestamp(Date.parse(time));
