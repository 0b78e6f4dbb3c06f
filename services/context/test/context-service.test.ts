import { tmpdir } from 'node:os';
import { timestamp } from '@cream/domain';
import { Code } from '@cream/grpc';
import { ContextService, ContextSourceKind } from '@cream/proto/knowledge';
import { silentLogger, startEmbedded } from '@cream/runtime';
import { AS_OF_MS } from '@cream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contextService } from '../src/index.js';

async function runContext() {
  const embedded = await startEmbedded([contextService], {
    dataDir: tmpdir(),
    codec: 'round-trip',
    logger: silentLogger(),
  });
  onTestFinished(() => embedded.close());
  return embedded.clients.get(ContextService);
}

describe('context', () => {
  it('knows nothing and says that it has nobody to ask, for every kind of source', async () => {
    const context = await runContext();
    const { facts, sources } = await context.gather({ symbols: ['AAPL'], asOf: timestamp(AS_OF_MS) });

    expect(facts).toEqual([]);
    const kinds = Object.values(ContextSourceKind).filter((kind) => typeof kind === 'number' && kind !== 0);
    expect(sources.map(({ kind }) => kind)).toEqual(kinds);
    for (const source of sources) {
      expect(source.configured).toBe(false);
      expect(source.detail).toMatch(/^no .+ is configured$/);
    }
  });

  it('refuses a question without a time', async () => {
    const context = await runContext();
    await expect(context.gather({ symbols: ['AAPL'] })).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});
