import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@cream/grpc';
import { marketDataService } from '@cream/market-data';
import { MarketDataService } from '@cream/proto/market';
import { RiskService } from '@cream/proto/trading';
import { type Embedded, silentLogger, startEmbedded } from '@cream/runtime';
import { fakeClock } from '@cream/testing';
import { onTestFinished } from 'vitest';
import { riskService } from '../src/index.js';

export interface RunningRisk {
  readonly risk: Client<typeof RiskService>;
  readonly marketData: Client<typeof MarketDataService>;
  readonly embedded: Embedded;
}

/** A folder that goes away with the test. */
export function dataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cream-risk-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The service with the sample market data, at the moment of all builders. */
export async function runRisk(dataDir = dataDirectory()): Promise<RunningRisk> {
  const embedded = await startEmbedded([riskService, marketDataService], {
    dataDir,
    codec: 'round-trip',
    logger: silentLogger(),
    clock: fakeClock(),
  });
  onTestFinished(() => embedded.close());
  const { clients } = embedded;
  return { risk: clients.get(RiskService), marketData: clients.get(MarketDataService), embedded };
}
