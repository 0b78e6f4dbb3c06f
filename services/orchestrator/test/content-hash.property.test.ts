import { hex, timestamp } from '@cream/domain';
import { AgentService, Role } from '@cream/proto/decision';
import { AS_OF_MS, aSigningKey, DAY_MS } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anOrdinaryDay, theTradersPlan, theVerdict } from './an-ordinary-day.js';
import { ACCOUNT, contentHashOf, day, type RunningOrchestrator, runOrchestrator } from './run-orchestrator.js';
import { aFill } from './scripted-account.js';

/** A machine of its own: its clock, which may jump and go backwards, and its approvers' keys. */
interface Machine {
  readonly clock: readonly number[];
  readonly keys: string;
}

const machines = fc.record<Machine>({
  clock: fc.array(fc.integer({ min: AS_OF_MS - DAY_MS, max: AS_OF_MS + 365 * DAY_MS }), { minLength: 1 }),
  keys: fc.string(),
});

function startOn({ clock, keys }: Machine): Promise<RunningOrchestrator> {
  let reads = 0;
  const world = anOrdinaryDay();
  world.account.fills.push(aFill({ time: timestamp(day(0) + 1) }));
  const keyOf = (role: Role) => aSigningKey(`${role} ${keys}`);
  for (const target of ['agent-risk-manager', 'agent-critic'] as const) {
    const role = target === 'agent-critic' ? Role.CRITIC : Role.RISK_MANAGER;
    world.neighbours.on(target, AgentService.method.review, (request) => ({
      verdict: theVerdict(role, request, { key: keyOf(role) }),
    }));
  }
  const now = () => clock[reads++ % clock.length] ?? 0;
  return runOrchestrator({ world, clock: { now }, keyOf });
}

interface Hashes {
  readonly content: string[];
  readonly record: string;
  readonly tail: string;
}

async function twoCycles(running: RunningOrchestrator): Promise<Hashes> {
  const content = [contentHashOf(await running.run(0)), contentHashOf(await running.run(1))];
  const { orchestrator } = running;
  const { recordHash } = await orchestrator.getRecordHash({ accountId: ACCOUNT });
  const [newest] = (await orchestrator.listCycles({ accountId: ACCOUNT })).cycles;
  const { record } = await orchestrator.getCycle({ accountId: ACCOUNT, cycleId: newest?.cycleId ?? '' });
  const empty = new Uint8Array();
  return {
    content,
    record: hex(recordHash?.sha256 ?? empty),
    tail: hex(record?.entries.at(-1)?.hash?.sha256 ?? empty),
  };
}

describe('the content hash of a cycle', () => {
  it('depends neither on the clock of the machine nor on the keys of the approvers; the chain does', async () => {
    const here = await twoCycles(await startOn({ clock: [AS_OF_MS], keys: 'here' }));
    await fc.assert(
      fc.asyncProperty(machines, async (machine) => {
        const running = await startOn(machine);
        const there = await twoCycles(running);
        expect(there.content).toEqual(here.content);
        expect(there.record).toBe(here.record);
        expect(there.tail).not.toBe(here.tail);
        expect((await running.orchestrator.verifyRecord({})).findings).toEqual([]);
        await running.close();
      }),
      { numRuns: 12 },
    );
  });

  it('depends on what was said', async () => {
    const ordinary = await runOrchestrator();
    const other = await runOrchestrator();
    other.neighbours.on('agent-trader', AgentService.method.propose, (request) => ({
      plan: theTradersPlan(request, { rationale: 'A different one.' }),
    }));
    expect(contentHashOf(await other.run())).not.toBe(contentHashOf(await ordinary.run()));
  });

  it('is the same in every account', async () => {
    const { run } = await runOrchestrator();
    expect(contentHashOf(await run(0, { accountId: 'other' }))).toBe(contentHashOf(await run(0)));
  });
});
