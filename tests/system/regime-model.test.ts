import { clone } from '@bufbuild/protobuf';
import { timestamp, wireDate } from '@cream/domain';
import type { Clients } from '@cream/grpc';
import { ConfigService, ConfigurationSchema, EntryKind, OrchestratorService } from '@cream/proto/cycle';
import { BriefingSchema, RegimeService } from '@cream/proto/knowledge';
import { afterEach, describe, expect, it } from 'vitest';
import { messages, runBacktest, startSystem, temporaryFolder } from './support.js';

const WINDOW = { from: '2015-06-01', to: '2015-06-05' };
const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

function folder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return made.path;
}

async function trained(clients: Clients): Promise<string> {
  const { model } = await clients.get(RegimeService).train({
    symbols: ['AAPL'],
    from: wireDate('2013-05-13'),
    to: wireDate('2014-12-31'),
    asOf: timestamp(Date.parse('2015-01-01T00:00Z')),
    components: 2,
  });
  return model?.version ?? '';
}

/** Makes a configuration that names a model the active one. */
async function name(clients: Clients, regimeModel: string): Promise<void> {
  const config = clients.get(ConfigService);
  const { version: active } = await config.getActive({});
  if (active?.configuration === undefined) throw new Error('no configuration is active');
  const configuration = clone(ConfigurationSchema, active.configuration);
  configuration.regimeModel = regimeModel;
  const { version: draft } = await config.saveDraft({ configuration, author: 'tester' });
  const version = draft?.version ?? '';
  await config.test({ version });
  await config.promote({ version });
}

/** Facts about regimes in the briefings of a run. */
async function regimeFacts(clients: Clients, accountId: string) {
  const orchestrator = clients.get(OrchestratorService);
  const { cycles } = await orchestrator.listCycles({ accountId, page: { size: 100 } });
  const records = await Promise.all(cycles.map(({ cycleId }) => orchestrator.getCycle({ cycleId, accountId })));
  return records
    .flatMap(({ record }) => messages(record, EntryKind.BRIEFING, BriefingSchema))
    .flatMap(({ facts }) => facts)
    .filter(({ source }) => source?.service === 'regime');
}

describe('a configuration that names a regime model', () => {
  it('has its cycles read the regime by it', async () => {
    const system = await startSystem(folder());
    const version = await trained(system.clients);
    await name(system.clients, version);
    const run = await runBacktest(system.clients, WINDOW);
    const facts = await regimeFacts(system.clients, run.runId);
    expect(facts.length).toBeGreaterThan(0);
    expect(new Set(facts.map(({ source }) => source?.ref))).toEqual(new Set([version]));
    expect(facts.map(({ kind }) => kind)).toContain('regime.probability.high_volatility');
    await system.close();
  });

  it('ends no cycle with a regime of another model when its own is gone', async () => {
    const system = await startSystem(folder());
    await name(system.clients, 'gmm-0000');
    await expect(runBacktest(system.clients, WINDOW)).rejects.toThrow('there is no model gmm-0000');
    await system.close();
  });
});
