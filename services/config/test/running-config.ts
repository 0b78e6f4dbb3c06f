import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@cream/grpc';
import { ConfigService } from '@cream/proto/cycle';
import { type Embedded, silentLogger, startEmbedded } from '@cream/runtime';
import { AS_OF_MS, fakeClock } from '@cream/testing';
import { onTestFinished } from 'vitest';
import { configService } from '../src/index.js';

/** A data directory of its own for the running test. */
export function dataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'cream-config-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The service on a real database, called through the in-memory transport with messages encoded on their way. */
export async function runConfig(
  dataDir = dataDirectory(),
  readOnly = false,
): Promise<{ client: Client<typeof ConfigService>; embedded: Embedded }> {
  const embedded = await startEmbedded([configService], {
    dataDir,
    readOnly,
    codec: 'round-trip',
    clock: fakeClock(AS_OF_MS),
    logger: silentLogger(),
  });
  onTestFinished(() => embedded.close());
  return { client: embedded.clients.get(ConfigService), embedded };
}
