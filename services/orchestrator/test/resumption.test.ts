import { timestamp } from '@cream/domain';
import { Code, unavailable } from '@cream/grpc';
import { ConfigService, CycleStatus } from '@cream/proto/cycle';
import { AgentService, Role } from '@cream/proto/decision';
import { ContextService, MemoryService, RegimeService, TechnicalsService } from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService, RiskService } from '@cream/proto/trading';
import { describe, expect, it, vi } from 'vitest';
import { aConfiguration, configure, theTradersPlan, theVerdict } from './an-ordinary-day.js';
import { ACCOUNT, contentHashOf, day, type RunningOrchestrator, runOrchestrator } from './run-orchestrator.js';
import { aClosingFill, aFill } from './scripted-account.js';

/** Whom a cycle asks, in the order in which the answers are written down: a resumed one begins further down. */
const ASKED = [
  {
    'context Gather': 1,
    'market-data GetSnapshot': 1,
    'memory Recall': 1,
    'regime Classify': 1,
    'technicals Describe': 1,
  },
  { 'agent-fundamentals Analyze': 1, 'agent-news Analyze': 1, 'agent-technical Analyze': 1 },
  { 'agent-bear Argue': 2, 'agent-bull Argue': 2 },
  { 'agent-trader Propose': 1, 'risk Check': 1 },
  { 'agent-critic Review': 1, 'agent-risk-manager Review': 1 },
  { 'execution SubmitPlan': 1 },
  { 'execution ListFills': 1, 'memory Remember': 1 },
] as const;
const [ORIENT, ANALYZE, DEBATE, PROPOSE, REVIEW, ACT, LEARN] = [0, 1, 2, 3, 4, 5, 6];
const resumedFrom = (step: number) => Object.assign({ 'config ListVersions': 1 }, ...ASKED.slice(step));

/** A day on which the stop of what was bought the day before is hit, so that the cycle has something to learn. */
async function atDayOne(): Promise<RunningOrchestrator> {
  const running = await runOrchestrator();
  running.account.fills.push(aFill({ time: timestamp(day(0) + 1) }), aClosingFill(96, day(1)));
  await running.run(0);
  running.neighbours.calls();
  return running;
}

/** The content hash of that day's cycle when nothing goes wrong. */
async function undisturbed(): Promise<string> {
  const { run } = await atDayOne();
  return contentHashOf(await run(1));
}

describe('a cycle whose neighbour fails', () => {
  it.each([
    ['market-data', 'ORIENT', ORIENT, 'market-data', MarketDataService.method.getSnapshot],
    ['technicals', 'ORIENT', ORIENT, 'technicals', TechnicalsService.method.describe],
    ['regime', 'ORIENT', ORIENT, 'regime', RegimeService.method.classify],
    ['context', 'ORIENT', ORIENT, 'context', ContextService.method.gather],
    ['memory', 'ORIENT', ORIENT, 'memory', MemoryService.method.recall],
    ['risk', 'DECIDE', PROPOSE, 'risk', RiskService.method.check],
    ['execution', 'ACT', ACT, 'execution', ExecutionService.method.submitPlan],
    ['execution after the orders', 'LEARN', LEARN, 'execution', ExecutionService.method.listFills],
    ['memory after the orders', 'LEARN', LEARN, 'memory', MemoryService.method.remember],
  ] as const)('has FAILED for want of %s and, asked again, goes on at %s', async (_, name, step, target, method) => {
    const { run, neighbours, orchestrator } = await atDayOne();
    neighbours.failOnce(target, method, unavailable('out of order'));
    await expect(run(1)).rejects.toMatchObject({ code: Code.Unavailable, rawMessage: 'out of order' });
    const [failed] = (await orchestrator.listCycles({ accountId: ACCOUNT })).cycles;
    expect(failed).toMatchObject({ status: CycleStatus.FAILED, reason: `${name} failed: out of order` });
    const { record } = await orchestrator.getCycle({ cycleId: failed?.cycleId ?? '' });
    expect(record).toMatchObject({ status: CycleStatus.FAILED });
    const { findings } = await orchestrator.verifyRecord({});
    expect(findings.map(({ code, cycleId }) => [code, cycleId])).toEqual([['UNFINISHED', failed?.cycleId]]);

    neighbours.calls();
    const summary = await run(1);
    expect(summary).toMatchObject({ status: CycleStatus.COMPLETED, reason: '' });
    expect(neighbours.calls()).toEqual(resumedFrom(step));
    expect(contentHashOf(summary)).toBe(await undisturbed());
    expect((await orchestrator.verifyRecord({})).findings).toEqual([]);
  });

  it('goes on in another process as well', async () => {
    const { run, neighbours, restart } = await atDayOne();
    neighbours.failOnce('risk', RiskService.method.check, unavailable('out of order'));
    await expect(run(1)).rejects.toThrow();
    neighbours.calls();
    const revived = await restart();
    expect(contentHashOf(await revived.run(1))).toBe(await undisturbed());
    expect(neighbours.calls()).toEqual(resumedFrom(PROPOSE));
  });

  it('goes on in the round it was in, and remembers why the plan before was rejected', async () => {
    const { run, neighbours } = await atDayOne();
    const { propose, review } = AgentService.method;
    neighbours.on('agent-critic', review, (request, nth) =>
      nth === 2 ? {} : { verdict: theVerdict(Role.CRITIC, request) },
    );
    const heard: string[][] = [];
    neighbours.on('agent-trader', propose, (request) => {
      heard.push(request.objections.map(({ text }) => text));
      if (heard.length === 2) neighbours.failOnce('risk', RiskService.method.check, unavailable('out of order'));
      return { plan: theTradersPlan(request) };
    });
    await expect(run(1)).rejects.toThrow('out of order');
    await expect(run(1)).resolves.toMatchObject({ status: CycleStatus.COMPLETED, iterations: 2 });
    const rejection = ['critic: answered without a verdict', 'no verdict of the critic'];
    expect(heard).toEqual([[], rejection, rejection]);
  });

  it('runs under the configuration it began with, whatever is active by then', async () => {
    const { run, neighbours } = await atDayOne();
    neighbours.failOnce('risk', RiskService.method.check, unavailable('out of order'));
    await expect(run(1)).rejects.toThrow();
    const second = { ...aConfiguration(), version: '2' };
    neighbours.on('config', ConfigService.method.getActive, () => ({ version: second }));
    neighbours.on('config', ConfigService.method.listVersions, () => ({ versions: [second, aConfiguration()] }));
    expect(contentHashOf(await run(1))).toBe(await undisturbed());

    neighbours.failOnce('risk', RiskService.method.check, unavailable('out of order'));
    await expect(run(2)).rejects.toThrow();
    configure(neighbours);
    await expect(run(2)).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: expect.stringMatching(/^configuration 2 of cycle \S+ is gone$/),
    });
  });
});

describe('a process that dies', () => {
  it.each([
    ['its fills', 1, ORIENT],
    ['its briefing', 2, ANALYZE],
    ['its reports', 3, DEBATE],
    ['its theses', 4, PROPOSE],
    ['its plan', 5, REVIEW],
    ['its verdicts', 6, ACT],
    ['its orders', 7, LEARN],
  ] as const)('after storing %s is read back by the next, which asks for the rest alone', async (_, stored, step) => {
    const dying = await atDayOne();
    const write = dying.database.write.bind(dying.database);
    let writes = 0;
    vi.spyOn(dying.database, 'write').mockImplementation((statements) => {
      writes += 1;
      return writes > stored ? Promise.reject(new Error('the process is gone')) : write(statements);
    });
    await expect(dying.run(1)).rejects.toThrow();
    dying.neighbours.calls();

    const revived = await dying.restart();
    const summary = await revived.run(1);
    expect(contentHashOf(summary)).toBe(await undisturbed());
    expect(revived.neighbours.calls()).toEqual(resumedFrom(step));
    expect((await revived.orchestrator.verifyRecord({})).findings).toEqual([]);
  });
});
