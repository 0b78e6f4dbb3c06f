import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timestamp, wireDate } from '@cream/domain';
import type { Client } from '@cream/grpc';
import { marketDataService } from '@cream/market-data';
import { RegimeService } from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { type Embedded, silentLogger, startEmbedded } from '@cream/runtime';
import { fakeClock } from '@cream/testing';
import { onTestFinished } from 'vitest';
import { regimeService } from '../src/index.js';

export interface RunningRegime {
  readonly regime: Client<typeof RegimeService>;
  readonly marketData: Client<typeof MarketDataService>;
  readonly embedded: Embedded;
}

/** A folder that goes away with the test. */
export function dataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cream-regime-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export interface RegimeOptions {
  readonly dataDir?: string;
  readonly readOnly?: boolean;
  /** Answers on gRPC too; 0 takes a free port. */
  readonly grpcPort?: number;
}

/** The service with the sample market data, at the moment of all builders. */
export async function runRegime(options: RegimeOptions = {}): Promise<RunningRegime> {
  const { dataDir = dataDirectory(), readOnly = false, grpcPort } = options;
  const embedded = await startEmbedded([regimeService, marketDataService], {
    dataDir,
    readOnly,
    ...(grpcPort === undefined ? {} : { grpcPorts: { regime: grpcPort } }),
    codec: 'round-trip',
    logger: silentLogger(),
    clock: fakeClock(),
  });
  onTestFinished(() => embedded.close());
  const { clients } = embedded;
  return { regime: clients.get(RegimeService), marketData: clients.get(MarketDataService), embedded };
}

export const at = (time: string) => timestamp(Date.parse(time));

/** The S&P 500 of 2010 to 2014, asked for when it was over. */
export const FIVE_YEARS = {
  symbols: ['SPX'],
  from: wireDate('2010-01-04'),
  to: wireDate('2014-12-31'),
  asOf: at('2014-12-31T21:00:00Z'),
  components: 3,
  seed: 7,
};
