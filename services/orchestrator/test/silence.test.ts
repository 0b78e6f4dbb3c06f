import { unavailable } from '@cream/grpc';
import { CycleStatus, EntryKind } from '@cream/proto/cycle';
import { AgentService, Role } from '@cream/proto/decision';
import { MemoryService } from '@cream/proto/knowledge';
import type { AgentTarget } from '@cream/runtime';
import { describe, expect, it } from 'vitest';
import { aConfiguration, configure } from './an-ordinary-day.js';
import { day, type RunningOrchestrator, runOrchestrator } from './run-orchestrator.js';
import { aClosingFill, aFill } from './scripted-account.js';

const { analyze, argue, propose } = AgentService.method;
const forever = () => new Promise<never>(() => undefined);

const SPEAKERS = [
  ['technical', 'agent-technical', Role.TECHNICAL, analyze],
  ['news', 'agent-news', Role.NEWS, analyze],
  ['fundamentals', 'agent-fundamentals', Role.FUNDAMENTALS, analyze],
  ['bull', 'agent-bull', Role.BULL, argue],
  ['bear', 'agent-bear', Role.BEAR, argue],
  ['trader', 'agent-trader', Role.TRADER, propose],
] as const;

/** The agent answers the way the test says, whatever it is asked for. */
function answering({ neighbours }: RunningOrchestrator, target: AgentTarget, answer: () => never | Promise<never>) {
  for (const method of [analyze, argue, propose]) neighbours.on(target, method as typeof analyze, answer);
}

async function expectNoTrade(running: RunningOrchestrator, reason: string) {
  const summary = await running.run();
  expect(summary).toMatchObject({ status: CycleStatus.NO_TRADE, reason, consensus: false, decisions: [] });
  expect(running.neighbours.calls()).not.toHaveProperty('execution SubmitPlan');
  expect((await running.record(summary.cycleId)).at(-1)).toMatchObject({
    kind: EntryKind.OUTCOME,
    message: { status: CycleStatus.NO_TRADE, reason },
  });
  running.neighbours.calls();
  expect(await running.run(), 'the slot has had its cycle').toEqual(summary);
  expect(running.neighbours.calls()).toEqual({});
  const { findings } = await running.orchestrator.verifyRecord({});
  expect(findings).toEqual([]);
}

describe.each(SPEAKERS)('without an answer of %s there is no trade', (name, target, role) => {
  it('when it fails', async () => {
    const running = await runOrchestrator();
    answering(running, target, () => {
      throw unavailable('out of order');
    });
    await expectNoTrade(running, `${name} did not answer: out of order`);
  });

  it('when it takes longer than the configuration allows', async () => {
    const running = await runOrchestrator();
    configure(running.neighbours, aConfiguration({ [role]: 20 }));
    answering(running, target, forever);
    await expectNoTrade(running, `${name} did not answer: the deadline passed`);
  });
});

describe('a cycle without a trade', () => {
  it('follows an answer of the trader that holds no plan', async () => {
    const running = await runOrchestrator();
    running.neighbours.on('agent-trader', propose, () => ({}));
    await expectNoTrade(running, 'trader did not answer: it sent no plan');
  });

  it('follows a bull who makes his case but does not answer the bear', async () => {
    const running = await runOrchestrator();
    running.neighbours.on('agent-bull', argue, ({ opponent }) => {
      if (opponent.length > 0) throw unavailable('speechless');
      return {};
    });
    await expectNoTrade(running, 'bull did not answer: speechless');
  });

  it('still remembers the round trip its fills closed', async () => {
    const running = await runOrchestrator();
    const { neighbours, account, run } = running;
    await run(0);
    account.fills.push(aFill({ time: { seconds: BigInt(day(0) / 1000) + 60n, nanos: 0 } }), aClosingFill(96, day(1)));
    answering(running, 'agent-technical', () => {
      throw unavailable('out of order');
    });
    const remembered: string[] = [];
    neighbours.on('memory', MemoryService.method.remember, ({ trade }) => {
      remembered.push(`${trade?.decisionId} ${trade?.exitReason} ${trade?.realized?.value}`);
      return { stored: true };
    });
    await expect(run(1)).resolves.toMatchObject({ status: CycleStatus.NO_TRADE });
    expect(remembered).toEqual([`${aFill().decisionId} STOP -360`]);
  });
});
