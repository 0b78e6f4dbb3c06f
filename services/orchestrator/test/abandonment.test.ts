import { timestamp } from '@cream/domain';
import { unavailable } from '@cream/grpc';
import { CycleStatus, type CycleSummary, EntryKind } from '@cream/proto/cycle';
import { MemoryService } from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService, RiskService } from '@cream/proto/trading';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, day, type RunningOrchestrator, runOrchestrator } from './run-orchestrator.js';
import { aClosingFill, aFill } from './scripted-account.js';

const ABANDONED = 'abandoned: a later slot began before this cycle could end';
const outOfOrder = unavailable('out of order');

async function cyclesOf({ orchestrator }: RunningOrchestrator): Promise<CycleSummary[]> {
  return (await orchestrator.listCycles({ accountId: ACCOUNT })).cycles.toReversed();
}

describe('a cycle that is unfinished when a later slot begins', () => {
  it('is abandoned in the record, and the later one runs', async () => {
    const running = await runOrchestrator();
    const { run, record, neighbours, orchestrator } = running;
    neighbours.failOnce('market-data', MarketDataService.method.getSnapshot, outOfOrder);
    await expect(run(0)).rejects.toThrow('out of order');
    await run(1);

    const [abandoned, later] = await cyclesOf(running);
    expect(abandoned).toMatchObject({ status: CycleStatus.NO_TRADE, reason: ABANDONED, consensus: false });
    expect(later).toMatchObject({ status: CycleStatus.COMPLETED });
    expect((await record(abandoned?.cycleId ?? '')).map(({ kind }) => kind)).toEqual([
      EntryKind.HEADER,
      EntryKind.FILLS,
      EntryKind.OUTCOME,
    ]);
    expect((await orchestrator.verifyRecord({})).findings, 'the chain goes through both').toEqual([]);
    expect((await orchestrator.getRecordHash({ accountId: ACCOUNT })).cycles).toBe(2);
  });

  it('is answered as it ended when its slot is asked for again', async () => {
    const { run, neighbours } = await runOrchestrator();
    neighbours.failOnce('risk', RiskService.method.check, outOfOrder);
    await expect(run(0)).rejects.toThrow('out of order');
    await run(1);
    neighbours.calls();
    await expect(run(0)).resolves.toMatchObject({ status: CycleStatus.NO_TRADE, reason: ABANDONED });
    expect(neighbours.calls()).toEqual({});
  });

  it('asks nobody for an opinion, and its signed plan is not sent in another time', async () => {
    const { run, neighbours } = await runOrchestrator();
    neighbours.failOnce('execution', ExecutionService.method.submitPlan, outOfOrder);
    await expect(run(0)).rejects.toThrow('out of order');
    neighbours.calls();
    neighbours.failOnce('market-data', MarketDataService.method.getSnapshot, outOfOrder);
    await expect(run(1)).rejects.toThrow('out of order');
    expect(neighbours.calls()).toMatchObject({ 'execution ListOrders': 1, 'execution Reconcile': 1 });
    expect(await run(0)).toMatchObject({ status: CycleStatus.NO_TRADE, reason: ABANDONED });
    expect(neighbours.calls()).not.toHaveProperty('execution SubmitPlan');
  });

  it('did trade when execution has its orders, although the answer was lost', async () => {
    const running = await runOrchestrator();
    const { run, record, neighbours, account, orchestrator } = running;
    neighbours.on('execution', ExecutionService.method.submitPlan, (request, nth) => {
      const answer = account.submit(request);
      if (nth === 1) throw outOfOrder;
      return answer;
    });
    await expect(run(0)).rejects.toThrow('out of order');
    await run(1);

    const [first] = await cyclesOf(running);
    expect(first).toMatchObject({ status: CycleStatus.COMPLETED, reason: '', consensus: true });
    expect(first?.decisions).toMatchObject([{ executed: true }]);
    expect((await record(first?.cycleId ?? '')).some(({ kind }) => kind === EntryKind.ORDERS)).toBe(true);
    expect((await orchestrator.verifyRecord({})).findings).toEqual([]);
  });

  it('did trade when only its lessons are outstanding, and learns them', async () => {
    const running = await runOrchestrator();
    const { run, neighbours, account } = running;
    account.fills.push(aFill({ time: timestamp(day(0) + 1) }), aClosingFill(96, day(1)));
    await run(0);
    neighbours.failOnce('memory', MemoryService.method.remember, outOfOrder);
    await expect(run(1)).rejects.toThrow('out of order');
    neighbours.calls();
    await run(2);

    expect(neighbours.calls()).toMatchObject({ 'memory Remember': 1, 'agent-trader Propose': 1 });
    expect((await cyclesOf(running))[1]).toMatchObject({ status: CycleStatus.COMPLETED });
  });

  it('still remembers the round trip its fills closed', async () => {
    const { run, neighbours, account } = await runOrchestrator();
    account.fills.push(aFill({ time: timestamp(day(0) + 1) }), aClosingFill(96, day(1)));
    await run(0);
    neighbours.failOnce('risk', RiskService.method.check, outOfOrder);
    await expect(run(1)).rejects.toThrow('out of order');
    neighbours.calls();
    await run(2);
    expect(neighbours.calls()).toMatchObject({ 'memory Remember': 1 });
  });

  it('holds the later one up while it cannot be closed', async () => {
    const running = await runOrchestrator();
    const { run, neighbours, account } = running;
    account.fills.push(aFill({ time: timestamp(day(0) + 1) }), aClosingFill(96, day(1)));
    await run(0);
    neighbours.failOnce('risk', RiskService.method.check, outOfOrder);
    await expect(run(1)).rejects.toThrow('out of order');
    neighbours.failOnce('memory', MemoryService.method.remember, outOfOrder);
    await expect(run(2)).rejects.toThrow('out of order');
    expect((await cyclesOf(running)).map(({ status }) => status)).toEqual([CycleStatus.COMPLETED, CycleStatus.FAILED]);
    await expect(run(2)).resolves.toMatchObject({ status: CycleStatus.COMPLETED });
  });
});
