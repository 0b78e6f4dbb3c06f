import { clone } from '@bufbuild/protobuf';
import { wire, wireDate } from '@cream/domain';
import { type Clients, Code } from '@cream/grpc';
import { BacktestService, ConfigService, ConfigurationSchema, RunStatus, Strategy } from '@cream/proto/cycle';
import { afterEach, describe, expect, it } from 'vitest';
import { recordHashOf, runBacktest, startSystem, temporaryFolder } from './support.js';

const WINDOW = { from: '2015-06-01', to: '2015-07-10' };
const folders: { remove(): void }[] = [];

function folder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return made.path;
}

/** Asks for the run of the window and leaves after some cycles. @returns the run's id */
async function leaveAfter(clients: Clients, cycles: number): Promise<string> {
  const events = clients.get(BacktestService).run({
    symbols: ['AAPL'],
    contextSymbols: ['SPX'],
    strategy: Strategy.AGENTS,
    from: wireDate(WINDOW.from),
    to: wireDate(WINDOW.to),
  });
  for await (const { event } of events) {
    if (event.case === 'progress' && event.value.done >= cycles) return event.value.runId;
  }
  throw new Error('the run ended before anybody could leave');
}

/** Makes a configuration with other costs the active one. */
async function promoteAnother(clients: Clients): Promise<void> {
  const config = clients.get(ConfigService);
  const { version: active } = await config.getActive({});
  if (active?.configuration?.broker === undefined) throw new Error('no configuration is active');
  const configuration = clone(ConfigurationSchema, active.configuration);
  if (configuration.broker !== undefined) configuration.broker.feeBps = wire(7);
  const { version: draft } = await config.saveDraft({ configuration, author: 'tester' });
  const version = draft?.version ?? '';
  await config.test({ version });
  await config.promote({ version });
}

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

describe('a run whose caller leaves', () => {
  it('is stored as interrupted before the system is closed, and goes on in the next process to the same record', async () => {
    const whole = await startSystem(folder());
    const expected = recordHashOf(await runBacktest(whole.clients, WINDOW));
    await whole.close();

    const dataDir = folder();
    const first = await startSystem(dataDir);
    const runId = await leaveAfter(first.clients, 8);
    await first.close();

    const second = await startSystem(dataDir);
    const { run } = await second.clients.get(BacktestService).get({ runId });
    expect(run).toMatchObject({ status: RunStatus.FAILED, error: 'interrupted' });
    const resumed = await runBacktest(second.clients, { ...WINDOW, resumeRunId: runId });
    expect(resumed.runId).toBe(runId);
    expect(recordHashOf(resumed)).toBe(expected);
    expect(resumed).toMatchObject({ status: RunStatus.COMPLETED, error: '' });
    await second.close();
  });

  it('does not go on with other input, another configuration or after its end', async () => {
    const system = await startSystem(folder());
    const { clients } = system;
    const refused = { code: Code.FailedPrecondition };
    const runId = await leaveAfter(clients, 3);
    await expect(runBacktest(clients, { from: '2015-06-02', resumeRunId: runId })).rejects.toMatchObject({
      ...refused,
      rawMessage: expect.stringContaining('other input'),
    });
    const complete = await runBacktest(clients, { ...WINDOW, maxCycles: 2 });
    await expect(runBacktest(clients, { ...WINDOW, maxCycles: 2, resumeRunId: complete.runId })).rejects.toMatchObject({
      ...refused,
      rawMessage: expect.stringContaining('is complete'),
    });
    await promoteAnother(clients);
    await expect(runBacktest(clients, { ...WINDOW, resumeRunId: runId })).rejects.toMatchObject({
      ...refused,
      rawMessage: expect.stringContaining('another configuration'),
    });
    await system.close();
  });

  it('does not go on twice at once', async () => {
    const system = await startSystem(folder());
    const runId = await leaveAfter(system.clients, 3);
    const [one, other] = await Promise.allSettled([
      runBacktest(system.clients, { ...WINDOW, resumeRunId: runId }),
      runBacktest(system.clients, { ...WINDOW, resumeRunId: runId }),
    ]);
    expect(one.status).toBe('fulfilled');
    expect(other).toMatchObject({ status: 'rejected', reason: { rawMessage: `run ${runId} is going on` } });
    await system.close();
  });
});
