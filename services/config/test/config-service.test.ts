import { createHash } from 'node:crypto';
import { clone, create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { hex, millis, wire } from '@cream/domain';
import { Code } from '@cream/grpc';
import { ConfigStage, type Configuration, ConfigurationSchema } from '@cream/proto/cycle';
import { Role } from '@cream/proto/decision';
import { AS_OF_MS } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { defaultConfiguration } from '../src/app/default-configuration.js';
import { dataDirectory, runConfig } from './running-config.js';

const AUTHOR = { author: 'ada', note: 'smaller positions' };

function changed(change: (configuration: Configuration) => void): MessageInitShape<typeof ConfigurationSchema> {
  const configuration = clone(ConfigurationSchema, defaultConfiguration());
  change(configuration);
  return configuration;
}

const smaller = changed((configuration) => {
  if (configuration.limits) configuration.limits.instrumentPctEquity = wire(5);
});

describe('a new installation', () => {
  it('starts with the defaults as active version 1', async () => {
    const { client } = await runConfig();
    const { version } = await client.getActive({});

    expect(version).toMatchObject({ version: '1', stage: ConfigStage.ACTIVE });
    expect(millis(version?.createdAt)).toBe(AS_OF_MS);
    expect(version?.configuration?.limits?.version).toBe('1');
    expect(version?.configuration?.agents).toHaveLength(8);
    expect(version?.configuration?.agents[0]).toMatchObject({ policy: 'rules', timeoutMs: 30_000 });
    expect(version?.configuration?.broker).toMatchObject({
      cash: { value: '100000' },
      slippageBps: { value: '1' },
      feeBps: { value: '0' },
    });
  });

  it('has the same configuration hash as any other: SHA-256 of the canonical bytes', async () => {
    const [one, two] = await Promise.all([runConfig(), runConfig()]);
    const [a, b] = await Promise.all([one.client.getActive({}), two.client.getActive({})]);
    const bytes = toBinary(ConfigurationSchema, a.version?.configuration ?? create(ConfigurationSchema));

    expect(a.version?.hash).toEqual(b.version?.hash);
    expect(hex(a.version?.hash?.sha256 ?? new Uint8Array())).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('is not seeded again by the next start, nor by a read-only one', async () => {
    const directory = dataDirectory();
    const first = await runConfig(directory);
    await first.client.saveDraft({ configuration: smaller, ...AUTHOR });
    await first.embedded.close();

    const second = await runConfig(directory, true);

    expect((await second.client.listVersions({})).versions.map(({ version }) => version)).toEqual(['2', '1']);
    await expect(second.client.test({ version: '2' })).rejects.toThrow();
    expect((await second.client.listVersions({})).versions[0]?.stage).toBe(ConfigStage.DRAFT);
  });
});

describe('a configuration', () => {
  it('goes from draft over test to active, and the active one retires', async () => {
    const { client } = await runConfig();
    const draft = await client.saveDraft({ configuration: smaller, ...AUTHOR });
    expect(draft.version).toMatchObject({ version: '2', stage: ConfigStage.DRAFT, ...AUTHOR });
    expect(draft.version?.configuration?.limits?.version).toBe('2');
    expect((await client.getActive({})).version?.version).toBe('1');

    expect((await client.test({ version: '2' })).version?.stage).toBe(ConfigStage.TEST);
    expect((await client.getActive({})).version?.version).toBe('1');

    expect((await client.promote({ version: '2' })).version?.stage).toBe(ConfigStage.ACTIVE);
    const { version } = await client.getActive({});
    expect(version?.version).toBe('2');
    expect(version?.hash).toEqual(draft.version?.hash);
    expect(version?.configuration?.limits?.instrumentPctEquity?.value).toBe('5');

    const { versions } = await client.listVersions({});
    expect(versions.map(({ version, stage }) => [version, stage])).toEqual([
      ['2', ConfigStage.ACTIVE],
      ['1', ConfigStage.RETIRED],
    ]);
  });

  it('becomes active again by a rollback, also after a restart', async () => {
    const directory = dataDirectory();
    const { client, embedded } = await runConfig(directory);
    await client.saveDraft({ configuration: smaller, ...AUTHOR });
    await client.test({ version: '2' });
    await client.promote({ version: '2' });

    expect((await client.rollback({ version: '1' })).version?.stage).toBe(ConfigStage.ACTIVE);
    expect((await client.getActive({})).version?.version).toBe('1');
    await embedded.close();

    const again = await runConfig(directory);
    expect((await again.client.getActive({})).version?.version).toBe('1');
    expect((await again.client.rollback({ version: '2' })).version?.version).toBe('2');
  });

  it('takes no step out of turn, and then nothing changes', async () => {
    const { client } = await runConfig();
    await client.saveDraft({ configuration: smaller, ...AUTHOR });

    await expect(client.promote({ version: '2' })).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: 'version 2 is DRAFT; only a version in TEST can take this step',
    });
    await expect(client.rollback({ version: '2' })).rejects.toMatchObject({ code: Code.FailedPrecondition });
    await expect(client.test({ version: '1' })).rejects.toMatchObject({ code: Code.FailedPrecondition });
    await expect(client.rollback({ version: '1' })).rejects.toThrow('version 1 is ACTIVE');
    expect((await client.getActive({})).version?.version).toBe('1');
  });

  it.each(['3', '0', '01', 'one', '1e0', '-1'])('%s is not found', async (version) => {
    const { client } = await runConfig();
    await expect(client.promote({ version })).rejects.toMatchObject({ code: Code.NotFound });
    await expect(client.test({ version })).rejects.toMatchObject({ code: Code.NotFound });
  });

  it('gets a number of its own when several are saved at once', async () => {
    const { client } = await runConfig();
    const saved = await Promise.all(
      Array.from({ length: 5 }, () => client.saveDraft({ configuration: smaller, ...AUTHOR })),
    );
    expect(saved.map(({ version }) => version?.version).sort()).toEqual(['2', '3', '4', '5', '6']);
  });
});

describe('a configuration that cannot work', () => {
  const cases: [string, string, (configuration: Configuration) => void][] = [
    [
      'lacks an approver',
      'configuration.agents',
      (c) => void Object.assign(c, { agents: c.agents.filter((a) => a.role !== Role.CRITIC) }),
    ],
    ['lacks an analyst', 'configuration.agents', (c) => void c.agents.shift()],
    ['names a role twice', 'configuration.agents[8].role', (c) => void c.agents.push({ ...agent(c, 5) })],
    [
      'has no time for an agent',
      'configuration.agents[2].timeout_ms',
      (c) => void Object.assign(agent(c, 2), { timeoutMs: 0 }),
    ],
    [
      'wants action before doubt ends',
      'configuration.decision_rules.hold_delta',
      (c) => rules(c, { holdDelta: wire('0.3') }),
    ],
    [
      'opens on less conviction than the house rule',
      'configuration.decision_rules.hold_delta',
      (c) => rules(c, { holdDelta: wire('0.19') }),
    ],
    [
      'acts on less conviction than the house rule',
      'configuration.decision_rules.action_delta',
      (c) => rules(c, { actionDelta: wire('0.29') }),
    ],
    ['can never act', 'configuration.decision_rules.action_delta', (c) => rules(c, { actionDelta: wire('1.1') })],
    [
      'wins less for its risk than the house rule',
      'configuration.decision_rules.min_reward_risk',
      (c) => rules(c, { minRewardRisk: wire('1.4') }),
    ],
    [
      'aims below its own bar',
      'configuration.decision_rules.target_reward_risk',
      (c) => rules(c, { targetRewardRisk: wire('1.4') }),
    ],
    ['has no stop distance', 'configuration.decision_rules.stop_atr', (c) => rules(c, { stopAtr: wire(0) })],
    ['takes no position', 'configuration.decision_rules.position_pct', (c) => rules(c, { positionPct: wire(0) })],
    [
      'gives no time to a verdict',
      'configuration.decision_rules.verdict_valid_seconds',
      (c) => rules(c, { verdictValidSeconds: 0 }),
    ],
    ['argues too long', 'configuration.decision_rules.max_iterations', (c) => rules(c, { maxIterations: 4 })],
    [
      'has a limit that asks less reward than the house rule',
      'configuration.limits.min_reward_risk',
      (c) => {
        if (c.limits) c.limits.minRewardRisk = wire('1.4');
      },
    ],
    [
      'pays more than everything',
      'configuration.broker.slippage_bps',
      (c) => {
        if (c.broker) c.broker.slippageBps = wire(10_000);
      },
    ],
    ['has no limits', 'configuration.limits', (c) => delete c.limits],
    [
      'has a limit of zero',
      'configuration.limits.leverage',
      (c) => {
        if (c.limits) c.limits.leverage = wire(0);
      },
    ],
  ];

  it.each(cases)('because it %s is refused naming %s', async (_, field, change) => {
    const { client } = await runConfig();
    await expect(client.saveDraft({ configuration: changed(change), ...AUTHOR })).rejects.toMatchObject({
      code: Code.InvalidArgument,
      rawMessage: expect.stringMatching(new RegExp(`^${field.replaceAll(/[.[\]]/g, '\\$&')}: `)),
    });
    expect((await client.listVersions({})).versions).toHaveLength(1);
  });
});

function agent(configuration: Configuration, index: number) {
  const found = configuration.agents[index];
  if (found === undefined) throw new Error(`there is no agent ${index}`);
  return found;
}

function rules(configuration: Configuration, change: Partial<NonNullable<Configuration['decisionRules']>>): void {
  Object.assign(configuration.decisionRules ?? {}, change);
}
