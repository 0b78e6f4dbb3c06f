import { tmpdir } from 'node:os';
import { timestamp } from '@cream/domain';
import { Code } from '@cream/grpc';
import { marketDataService } from '@cream/market-data';
import { RegimeService } from '@cream/proto/knowledge';
import { silentLogger, startEmbedded } from '@cream/runtime';
import { AS_OF_MS } from '@cream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { regimeService } from '../src/index.js';

async function runRegime() {
  const embedded = await startEmbedded([regimeService, marketDataService], {
    dataDir: tmpdir(),
    codec: 'round-trip',
    logger: silentLogger(),
  });
  onTestFinished(() => embedded.close());
  return embedded.clients.get(RegimeService);
}

describe('regime', () => {
  it('names the model that every classification names', async () => {
    const regime = await runRegime();
    const { models } = await regime.listModels({});
    const { classifications } = await regime.classify({ scopes: ['AAPL'], asOf: timestamp(AS_OF_MS) });
    expect(classifications.map(({ modelVersion }) => modelVersion)).toEqual(models.map(({ version }) => version));
  });

  it('refuses a scope nobody has and a question without a time', async () => {
    const regime = await runRegime();
    const unheardOf = regime.classify({ scopes: ['NOSUCH'], asOf: timestamp(AS_OF_MS) });
    await expect(unheardOf).rejects.toMatchObject({ code: Code.NotFound });
    await expect(regime.classify({ scopes: ['AAPL'] })).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});
