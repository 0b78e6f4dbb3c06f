import { tmpdir } from 'node:os';
import { timestamp } from '@cream/domain';
import { Code } from '@cream/grpc';
import { marketDataService } from '@cream/market-data';
import { TechnicalsService } from '@cream/proto/knowledge';
import { silentLogger, startEmbedded } from '@cream/runtime';
import { AS_OF_MS } from '@cream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { technicalsService } from '../src/index.js';

async function runTechnicals() {
  const embedded = await startEmbedded([technicalsService, marketDataService], {
    dataDir: tmpdir(),
    codec: 'round-trip',
    logger: silentLogger(),
  });
  onTestFinished(() => embedded.close());
  return embedded.clients.get(TechnicalsService);
}

describe('technicals', () => {
  it('describes and draws the sample data over the wire format', async () => {
    const technicals = await runTechnicals();
    const asOf = timestamp(AS_OF_MS);
    const { facts } = await technicals.describe({ symbols: ['AAPL'], asOf });
    expect(facts.map(({ kind }) => kind)).toContain('indicator.rsi_14');
    const { bars, lines } = await technicals.getChart({ symbol: 'AAPL', asOf });
    expect(bars).toHaveLength(250);
    expect(lines.every(({ offset, values }) => offset + values.length === bars.length)).toBe(true);
  });

  it('refuses a symbol nobody has, a chart that is too long and a question without a time', async () => {
    const technicals = await runTechnicals();
    const asOf = timestamp(AS_OF_MS);
    await expect(technicals.describe({ symbols: ['NOSUCH'], asOf })).rejects.toMatchObject({ code: Code.NotFound });
    const tooLong = technicals.getChart({ symbol: 'AAPL', asOf, bars: 2001 });
    await expect(tooLong).rejects.toMatchObject({ code: Code.InvalidArgument });
    await expect(technicals.describe({ symbols: ['AAPL'] })).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});
