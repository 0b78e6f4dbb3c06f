import { millis, sha256 } from '@cream/domain';
import { Code, unavailable } from '@cream/grpc';
import { Step } from '@cream/proto/cycle';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService } from '@cream/proto/trading';
import { CYCLE_ID } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, day, runOrchestrator } from './run-orchestrator.js';
import { aFill } from './scripted-account.js';

describe('reading the record', () => {
  it('lists the newest slot first, page by page', async () => {
    const { run, orchestrator } = await runOrchestrator();
    for (const n of [0, 1, 2]) await run(n);
    const slots: number[] = [];
    let token = '';
    do {
      const { cycles, page } = await orchestrator.listCycles({ accountId: ACCOUNT, page: { size: 2, token } });
      slots.push(...cycles.map(({ slot }) => millis(slot)));
      expect(page?.total).toBe(3);
      token = page?.nextToken ?? '';
    } while (token !== '');
    expect(slots).toEqual([day(2), day(1), day(0)]);
  });

  it('lists cycles that sent an order, when only they are wanted', async () => {
    const { run, orchestrator, neighbours, account } = await runOrchestrator();
    const bought = await run(0);
    neighbours.on('execution', ExecutionService.method.submitPlan, ({ plan }) => ({
      outcomes: plan?.decisions.map(({ decisionId }) => ({ decisionId })) ?? [],
    }));
    account.fills.push(aFill());
    await run(1);
    const { cycles } = await orchestrator.listCycles({ executedOnly: true });
    expect(cycles.map(({ cycleId }) => cycleId)).toEqual([bought.cycleId]);
  });

  it.each([
    ['a page that is too large', { size: 2001 }],
    ['a token of another service', { token: 'next' }],
    ['a token before the beginning', { token: '-1' }],
  ])('refuses %s', async (_, page) => {
    const { orchestrator } = await runOrchestrator();
    await expect(orchestrator.listCycles({ page })).rejects.toMatchObject({ code: Code.InvalidArgument });
  });

  it('shows a cycle with its steps and entries, in the account that has had it last when none is named', async () => {
    const { run, orchestrator } = await runOrchestrator();
    const { cycleId } = await run(0);
    await run(0, { accountId: 'other' });
    const { record, summary } = await orchestrator.getCycle({ cycleId });
    expect([record?.accountId, summary?.accountId]).toEqual(['other', 'other']);
    expect(record?.steps.every(({ done }) => done)).toBe(true);
    expect(record?.entries.map(({ sequence }) => sequence)).toEqual(record?.entries.map((_, index) => index));
    expect(record?.contentHash).toEqual(summary?.contentHash);
    await expect(orchestrator.getCycle({ cycleId: 'unknown' })).rejects.toMatchObject({ code: Code.NotFound });
  });

  it('says of an unfinished cycle how far it is', async () => {
    const { run, orchestrator, neighbours } = await runOrchestrator();
    neighbours.failOnce('market-data', MarketDataService.method.getSnapshot, unavailable('out of order'));
    await expect(run()).rejects.toThrow();
    const { record } = await orchestrator.getCycle({ cycleId: CYCLE_ID });
    expect(record?.steps.filter(({ done }) => done).map(({ step }) => step)).toEqual([Step.OBSERVE]);
    expect(record?.contentHash).toBeUndefined();
  });

  it('has a hash over the content of all finished cycles of an account', async () => {
    const { run, orchestrator } = await runOrchestrator();
    const summaries = [await run(0), await run(1)];
    const contents = Buffer.concat(summaries.map(({ contentHash }) => contentHash?.sha256 ?? new Uint8Array()));
    const { recordHash, cycles } = await orchestrator.getRecordHash({ accountId: ACCOUNT });
    expect(cycles).toBe(2);
    expect(recordHash?.sha256).toEqual(Uint8Array.from(sha256(contents)));
  });
});
