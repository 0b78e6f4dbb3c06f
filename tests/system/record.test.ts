import { clone, create } from '@bufbuild/protobuf';
import { defaultLimits } from '@cream/domain';
import { EntryKind, OrchestratorService } from '@cream/proto/cycle';
import { type DecisionPlan, DecisionPlanSchema, VerdictSchema } from '@cream/proto/decision';
import { ExecutionService } from '@cream/proto/trading';
import type { Embedded } from '@cream/runtime';
import { Database } from '@cream/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messages, runBacktest, startSystem, temporaryFolder } from './support.js';

/** The same plan but for its notes: nobody signed this one. */
function changed(plan: DecisionPlan | undefined): DecisionPlan {
  if (plan === undefined) throw new Error('the record has no plan');
  const copy = clone(DecisionPlanSchema, plan);
  copy.notes = 'sent by somebody else';
  return copy;
}

describe('the record of a run', () => {
  const folder = temporaryFolder();
  let system: Embedded;
  let runId: string;
  let cycleId: string;

  beforeAll(async () => {
    system = await startSystem(folder.path);
    const run = await runBacktest(system.clients, { from: '2015-06-01', to: '2015-07-31' });
    runId = run.runId;
    cycleId = run.trades[0]?.cycleId ?? '';
  });

  afterAll(async () => {
    await system.close();
    folder.remove();
  });

  it('verifies as it was written', async () => {
    const result = await system.clients.get(OrchestratorService).verifyRecord({ accountId: runId });
    expect(result.findings).toEqual([]);
    expect(result.signatures).toBeGreaterThan(60);
    expect(result.fills).toBeGreaterThan(0);
  });

  it('verifies a cycle alone as it does among all', async () => {
    const orchestrator = system.clients.get(OrchestratorService);
    const whole = await orchestrator.verifyRecord({ accountId: runId });
    const { cycles } = await orchestrator.listCycles({ accountId: runId, page: { size: 2_000 } });
    const alone = await Promise.all(
      cycles.map((cycle) => orchestrator.verifyRecord({ accountId: runId, cycleId: cycle.cycleId })),
    );
    expect(alone.flatMap(({ findings }) => findings)).toEqual([]);
    for (const count of ['cycles', 'entries', 'signatures', 'fills'] as const) {
      expect(alone.reduce((sum, result) => sum + result[count], 0)).toBe(whole[count]);
    }
  });

  it('answers a cycle that has run instead of running it again', async () => {
    const orchestrator = system.clients.get(OrchestratorService);
    const { record, summary } = await orchestrator.getCycle({ cycleId, accountId: runId });
    const { slot, symbols, mode } = summary ?? {};
    const again = await orchestrator.runCycle({
      accountId: runId,
      symbols: symbols ?? [],
      contextSymbols: ['SPX'],
      ...(slot === undefined ? {} : { slot }),
      ...(mode === undefined ? {} : { mode }),
    });
    expect(again.summary).toEqual(summary);
    expect((await orchestrator.getCycle({ cycleId, accountId: runId })).record).toEqual(record);
  });

  it.each([
    ['without verdicts', () => []],
    ['with one verdict', (verdicts: unknown[]) => verdicts.slice(0, 1)],
  ])('refuses a signed plan %s, whoever sends it', async (_, choose) => {
    const { record } = await system.clients.get(OrchestratorService).getCycle({ cycleId, accountId: runId });
    const plan = messages(record, EntryKind.PLAN, DecisionPlanSchema).at(-1);
    const verdicts = messages(record, EntryKind.VERDICT, VerdictSchema).slice(-2);
    const { outcomes } = await system.clients.get(ExecutionService).submitPlan({
      accountId: runId,
      plan: changed(plan),
      verdicts: choose(verdicts) as typeof verdicts,
      limits: defaultLimits(),
    });
    expect(outcomes.flatMap((outcome) => outcome.orders)).toEqual([]);
    expect(outcomes.every((outcome) => outcome.refusal !== undefined)).toBe(true);
  });

  it('refuses a verdict whose signature was forged', async () => {
    const { record } = await system.clients.get(OrchestratorService).getCycle({ cycleId, accountId: runId });
    const plan = messages(record, EntryKind.PLAN, DecisionPlanSchema).at(-1);
    const verdicts = messages(record, EntryKind.VERDICT, VerdictSchema)
      .slice(-2)
      .map((verdict) => create(VerdictSchema, { ...verdict, signature: new Uint8Array(64).fill(7) }));
    const { outcomes } = await system.clients.get(ExecutionService).submitPlan({
      accountId: runId,
      verdicts,
      limits: defaultLimits(),
      ...(plan === undefined ? {} : { plan }),
    });
    expect(outcomes.map((outcome) => outcome.refusal?.code)).toEqual(['SIGNATURE_INVALID']);
  });

  // Last: it changes the database by hand.
  it('finds a record that was changed by hand', async () => {
    // Through the service's own connection: a second SQLite in one process undoes the locks of the first.
    const database = system.get('orchestrator').get(Database, { strict: false });
    const { changes } = await database.run(
      'UPDATE entries SET time_ms = time_ms + 1 WHERE account_id = ? AND cycle_id = ? AND kind = ?',
      [runId, cycleId, EntryKind.FILLS],
    );
    expect(changes).toBe(1);
    const { findings } = await system.clients.get(OrchestratorService).verifyRecord({ accountId: runId });
    expect(findings.map((finding) => finding.code)).toContain('CHAIN_BROKEN');
    expect(new Set(findings.map((finding) => finding.cycleId))).toEqual(new Set([cycleId]));
    const alone = await system.clients.get(OrchestratorService).verifyRecord({ accountId: runId, cycleId });
    expect(alone.findings).toEqual(findings);
  });
});
