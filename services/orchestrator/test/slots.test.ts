import { millis } from '@cream/domain';
import { Code, failedPrecondition } from '@cream/grpc';
import { CycleStatus, EntryKind } from '@cream/proto/cycle';
import { AgentService } from '@cream/proto/decision';
import { ExecutionService } from '@cream/proto/trading';
import { CYCLE_ID, DAY_MS } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { aConfiguration, configure } from './an-ordinary-day.js';
import { ACCOUNT, day, runOrchestrator } from './run-orchestrator.js';
import { aFill } from './scripted-account.js';

describe('the cycle of a slot', () => {
  it('observes, orients itself, lets the team argue, acts on the signed plan and closes its record', async () => {
    const { run, kinds, neighbours } = await runOrchestrator();
    const summary = await run();
    expect(summary).toMatchObject({ cycleId: CYCLE_ID, status: CycleStatus.COMPLETED, iterations: 1, consensus: true });
    expect(summary.decisions.map(({ symbol, executed }) => [symbol, executed])).toEqual([['AAPL', true]]);
    expect(await kinds(summary.cycleId)).toEqual([
      ...['HEADER', 'FILLS', 'BRIEFING'],
      ...['REPORT', 'REPORT', 'REPORT'],
      ...['THESIS', 'THESIS', 'THESIS', 'THESIS'],
      ...['PLAN', 'CONSTRAINT_REPORT', 'VERDICT', 'VERDICT'],
      ...['ORDERS', 'OUTCOME'],
    ]);
    expect(neighbours.calls()).toMatchObject({
      'agent-technical Analyze': 1,
      'agent-bull Argue': 2,
      'agent-trader Propose': 1,
      'agent-critic Review': 1,
      'execution SubmitPlan': 1,
    });
  });

  it('is answered, not run again, when it is asked for a second time', async () => {
    const { run, orchestrator, neighbours } = await runOrchestrator();
    const first = await run();
    neighbours.calls();
    expect(await run()).toEqual(first);
    expect(neighbours.calls()).toEqual({});
    expect((await orchestrator.listCycles({ accountId: ACCOUNT })).page?.total).toBe(1);
  });

  it('is one cycle when two ask for it at once', async () => {
    const { run, neighbours } = await runOrchestrator();
    const [one, other] = await Promise.all([run(), run()]);
    expect(other).toEqual(one);
    expect(neighbours.calls()).toMatchObject({ 'agent-trader Propose': 1, 'execution SubmitPlan': 1 });
  });

  it('stays the same cycle when the configuration has changed since', async () => {
    const { run, neighbours } = await runOrchestrator();
    const first = await run();
    configure(neighbours, { ...aConfiguration(), version: '2' });
    expect(await run()).toEqual(first);
  });

  it('is refused when it lies before the newest one, and nobody is asked', async () => {
    const { run, orchestrator, neighbours } = await runOrchestrator();
    const { cycleId } = await run(2);
    neighbours.calls();
    await expect(run(1)).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: `slot 2016-03-02T21:00:00.000Z lies before the account's newest cycle ${cycleId}: a cycle never runs in the past`,
    });
    expect(neighbours.calls()).toEqual({});
    expect((await orchestrator.listCycles({ accountId: ACCOUNT })).page?.total).toBe(1);
  });

  it('is each account’s own', async () => {
    const { run, orchestrator } = await runOrchestrator();
    await run(2);
    await expect(run(1, { accountId: 'other' })).resolves.toMatchObject({ accountId: 'other' });
    expect((await orchestrator.listCycles({})).page?.total).toBe(2);
  });

  it('is refused when a symbol is to be traded and context at once', async () => {
    const { run, neighbours } = await runOrchestrator();
    await expect(run(0, { contextSymbols: ['AAPL'] })).rejects.toMatchObject({ code: Code.InvalidArgument });
    expect(neighbours.calls()).toEqual({});
  });

  it('writes down the fills since the slot before, each once', async () => {
    const { run, record, account } = await runOrchestrator();
    account.fills.push(aFill({ time: { seconds: BigInt((day(0) + DAY_MS / 2) / 1000), nanos: 0 } }));
    const fills = [];
    for (const n of [0, 1, 2]) {
      const entry = (await record((await run(n)).cycleId)).find(({ kind }) => kind === EntryKind.FILLS);
      fills.push(entry?.kind === EntryKind.FILLS ? entry.message.fills.map(({ time }) => millis(time)) : undefined);
    }
    expect(fills).toEqual([[], [day(0) + DAY_MS / 2], []]);
  });

  it('holds what it has bought, in a plan that is reviewed and signed like any other', async () => {
    const { run, kinds, account } = await runOrchestrator();
    account.fills.push(aFill());
    const summary = await run(1);
    expect(summary).toMatchObject({ status: CycleStatus.COMPLETED, consensus: true });
    expect((await kinds(summary.cycleId)).filter((kind) => kind === 'VERDICT')).toHaveLength(2);
  });

  it('asks for who plays the roles once in a process, and again after a silence', async () => {
    const { run, neighbours } = await runOrchestrator();
    const { getProfile } = AgentService.method;
    neighbours.on('agent-news', getProfile, (_, nth) => {
      if (nth === 1) throw failedPrecondition('still starting');
      return { policy: 'rules', policyVersion: '1' };
    });
    await expect(run(0)).rejects.toMatchObject({ rawMessage: 'still starting' });
    await run(0);
    await run(1);
    expect(neighbours.calls()).toMatchObject({ 'agent-news GetProfile': 2, 'agent-critic GetProfile': 2 });
  });

  it('is not begun while execution cannot say what the account holds', async () => {
    const { run, orchestrator, neighbours, account } = await runOrchestrator();
    neighbours.on('execution', ExecutionService.method.reconcile, (request, nth) => {
      if (nth === 1) throw failedPrecondition('the broker is away');
      return account.reconcile(request);
    });
    await expect(run()).rejects.toMatchObject({ rawMessage: 'the broker is away' });
    expect((await orchestrator.listCycles({})).page?.total).toBe(0);
    await expect(run()).resolves.toMatchObject({ status: CycleStatus.COMPLETED });
  });
});
