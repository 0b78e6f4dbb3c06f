import { join } from 'node:path';
import { marketDataService } from '@cream/market-data';
import { riskService } from '@cream/risk';
import { loadOrCreateSigningKey, silentLogger, startEmbedded } from '@cream/runtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { executionService } from '../src/index.js';
import { dataDirectory } from './run-execution.js';

describe('the service', () => {
  it('is ready as soon as both approvers have made their keys', async () => {
    const dataDir = dataDirectory();
    const embedded = await startEmbedded([executionService, riskService, marketDataService], {
      dataDir,
      logger: silentLogger(),
    });
    onTestFinished(() => embedded.close());
    const execution = async () => (await embedded.health()).find(({ name }) => name === 'execution');
    expect(await execution()).toMatchObject({ ready: false, detail: "the approvers' public keys are missing" });
    await loadOrCreateSigningKey(join(dataDir, 'keys'), 'risk-manager');
    await loadOrCreateSigningKey(join(dataDir, 'keys'), 'critic');
    expect(await execution()).toMatchObject({ ready: true });
  });
});
