import { hash, sha256, wire } from '@cream/domain';
import { unavailable } from '@cream/grpc';
import { CycleStatus, EntryKind } from '@cream/proto/cycle';
import {
  AgentService,
  Answer,
  CheckVerdict,
  type Objection,
  type ProposeRequest,
  type ReviewRequest,
  Role,
  SizeUnit,
  type Verdict,
} from '@cream/proto/decision';
import { RiskService } from '@cream/proto/trading';
import { anObjection, aPlan, CYCLE_ID, testKey } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { aConfiguration, configure, theTradersPlan, theVerdict } from './an-ordinary-day.js';
import { publishKeys, type RunningOrchestrator, runOrchestrator } from './run-orchestrator.js';

const { propose, review } = AgentService.method;
const APPROVERS = [
  ['risk-manager', 'agent-risk-manager', Role.RISK_MANAGER],
  ['critic', 'agent-critic', Role.CRITIC],
] as const;

type Answering = (request: ReviewRequest, role: Role) => { verdict?: Verdict } | Promise<{ verdict?: Verdict }>;

/** An approver answers so in its first rounds, and approves afterwards. */
function answering({ neighbours }: RunningOrchestrator, role: Role, answer: Answering, rounds = 1) {
  const target = role === Role.CRITIC ? 'agent-critic' : 'agent-risk-manager';
  neighbours.on(target, review, (request, nth) =>
    nth <= rounds ? answer(request, role) : { verdict: theVerdict(role, request) },
  );
}

/** Every question the trader is asked. */
function listening({ neighbours }: RunningOrchestrator): ProposeRequest[] {
  const asked: ProposeRequest[] = [];
  neighbours.on('agent-trader', propose, (request) => {
    asked.push(request);
    return { plan: theTradersPlan(request) };
  });
  return asked;
}

const rejecting: Answering = (request, role) => ({ verdict: theVerdict(role, request, { answer: Answer.REJECT }) });
const reasons = (objections: readonly Objection[] = []) => objections.map(({ text }) => text);

/** What is no approval, and what the trader hears of it. */
const NO_APPROVALS: [string, string, Answering][] = [
  [
    'fails',
    'out of order',
    () => {
      throw unavailable('out of order');
    },
  ],
  ['takes longer than it has', 'the deadline passed', () => new Promise(() => undefined)],
  ['answers without a verdict', 'answered without a verdict', () => ({})],
  [
    'answers for another plan',
    'its verdict is on another plan',
    (_, role) => ({ verdict: theVerdict(role, { plan: aPlan({ notes: 'another' }) }) }),
  ],
  [
    'answers for another briefing',
    'its verdict is on another briefing',
    ({ plan }, role) => {
      if (plan === undefined) throw new Error('a plan is required');
      return { verdict: theVerdict(role, { plan }, {}, { briefingHash: hash(sha256('another')) }) };
    },
  ],
  [
    'signs with a key nobody knows',
    'its verdict is signed with an unknown key',
    (request, role) => ({ verdict: theVerdict(role, request, { key: testKey(Role.TRADER) }) }),
  ],
  [
    'signs with the key of the other approver',
    'the signature of its verdict does not hold',
    (request, role) => {
      const other = role === Role.CRITIC ? Role.RISK_MANAGER : Role.CRITIC;
      return { verdict: theVerdict(role, request, { key: testKey(other) }) };
    },
  ],
  [
    'has changed what was signed',
    'the signature of its verdict does not hold',
    (request, role) => ({ verdict: { ...theVerdict(role, request), summary: 'changed after it was signed' } }),
  ],
  [
    'speaks for the other approver',
    'its verdict is that of another role',
    (request, role) => ({
      verdict: theVerdict(role === Role.CRITIC ? Role.RISK_MANAGER : Role.CRITIC, request),
    }),
  ],
];

describe.each(APPROVERS)('a %s', (name, _, role) => {
  it.each(NO_APPROVALS)('that %s has rejected, and the next round goes on', async (_story, why, answer) => {
    const running = await runOrchestrator();
    const patience = why === 'the deadline passed' ? { [role]: 20 } : {};
    configure(running.neighbours, aConfiguration(patience));
    answering(running, role, answer);
    const asked = listening(running);
    const summary = await running.run();

    expect(summary).toMatchObject({ status: CycleStatus.COMPLETED, iterations: 2, consensus: true });
    expect(running.neighbours.calls()).toMatchObject({ 'agent-trader Propose': 2, 'execution SubmitPlan': 1 });
    expect(reasons(asked[1]?.objections)).toContain(`${name}: ${why}`);
    const failures = (await running.record(summary.cycleId)).filter(({ kind }) => kind === EntryKind.APPROVER_FAILURE);
    expect(failures).toMatchObject([{ message: { role, iteration: 1, text: `${name}: ${why}` } }]);
    expect((await running.orchestrator.verifyRecord({})).findings, 'the record tells it as it was').toEqual([]);
  });

  it('that rejects alone prevents the order', async () => {
    const running = await runOrchestrator();
    answering(running, role, rejecting, 3);
    await expect(running.run()).resolves.toMatchObject({ status: CycleStatus.NO_TRADE, consensus: false });
    expect(running.neighbours.calls()).not.toHaveProperty('execution SubmitPlan');
  });

  it('that never answers prevents the order, and the outcome says so', async () => {
    const running = await runOrchestrator();
    answering(
      running,
      role,
      () => {
        throw unavailable('out of order');
      },
      3,
    );
    const summary = await running.run();
    expect(summary).toMatchObject({ status: CycleStatus.NO_TRADE, iterations: 3 });
    expect(summary.reason).toContain(`APPROVER_ERROR ${name}: out of order`);
    expect(running.neighbours.calls()).not.toHaveProperty('execution SubmitPlan');
  });
});

describe('a rejected plan', () => {
  it('goes back to the trader with every reason and the plan itself', async () => {
    const running = await runOrchestrator();
    const objections = [anObjection({ code: 'A', text: 'too bold' }), anObjection({ code: 'B', text: 'too late' })];
    answering(running, Role.CRITIC, (request) => {
      const answers = [{ decisionId: `${CYCLE_ID}/AAPL`, answer: Answer.REJECT, objections }];
      return { verdict: theVerdict(Role.CRITIC, request, {}, { answers }) };
    });
    answering(running, Role.RISK_MANAGER, rejecting);
    const asked = listening(running);
    await running.run();

    expect(asked.map(({ iteration }) => iteration)).toEqual([1, 2]);
    expect(asked[0]).toMatchObject({ objections: [] });
    expect(asked[0]?.previous).toBeUndefined();
    expect(asked[1]?.objections.map(({ code }) => code)).toEqual(['TOO_BOLD', 'A', 'B']);
    expect(asked[1]?.previous?.iteration).toBe(1);
    expect(asked[1]?.theses).toEqual(asked[0]?.theses);
  });

  it('is given up after three rounds, with the reasons in the outcome and nothing sent', async () => {
    const running = await runOrchestrator();
    answering(running, Role.CRITIC, rejecting, 9);
    const summary = await running.run();

    expect(summary).toMatchObject({ status: CycleStatus.NO_TRADE, iterations: 3, consensus: false });
    expect(summary.reason).toBe('no consensus after 3 rounds: TOO_BOLD The size is too bold.');
    expect(summary.decisions).toMatchObject([{ symbol: 'AAPL', executed: false }]);
    expect(running.neighbours.calls()).toMatchObject({ 'agent-trader Propose': 3, 'agent-critic Review': 3 });
    const entries = await running.record(summary.cycleId);
    expect(entries.filter(({ kind }) => kind === EntryKind.PLAN)).toHaveLength(3);
    expect(entries.some(({ kind }) => kind === EntryKind.ORDERS)).toBe(false);
    expect(entries.at(-1)).toMatchObject({ message: { objections: [{ code: 'TOO_BOLD' }], iterations: 3 } });
    expect((await running.orchestrator.verifyRecord({})).findings).toEqual([]);
  });

  it('may be approved in the third round', async () => {
    const running = await runOrchestrator();
    answering(running, Role.RISK_MANAGER, rejecting, 2);
    await expect(running.run()).resolves.toMatchObject({ status: CycleStatus.COMPLETED, iterations: 3 });
  });
});

describe('a plan that both approve', () => {
  it('is not sent when it breaks a limit, and the trader hears which', async () => {
    const running = await runOrchestrator();
    const asked: ProposeRequest[] = [];
    running.neighbours.on('agent-trader', propose, (request) => {
      asked.push(request);
      const shares = request.iteration === 1 ? 500 : 90;
      return { plan: theTradersPlan(request, { size: { value: wire(shares), unit: SizeUnit.SHARES } }) };
    });
    await expect(running.run()).resolves.toMatchObject({ status: CycleStatus.COMPLETED, iterations: 2 });
    expect(asked[1]?.objections.map(({ code }) => code)).toContain('INSTRUMENT_PCT_EQUITY');
  });

  it('is not sent when it breaks a decision rule: nothing is opened without a stop', async () => {
    const running = await runOrchestrator();
    running.neighbours.on('agent-trader', propose, (request) => ({
      plan: theTradersPlan(request, { riskLevels: undefined }),
    }));
    const summary = await running.run();
    expect(summary).toMatchObject({ status: CycleStatus.NO_TRADE, iterations: 3 });
    const report = (await running.record(summary.cycleId)).find(({ kind }) => kind === EntryKind.CONSTRAINT_REPORT);
    expect(report).toMatchObject({ message: { approvedDecisionIds: [] } });
    expect(running.neighbours.calls()).not.toHaveProperty('execution SubmitPlan');
  });

  it('is not sent when risk says that a check failed, whatever the check', async () => {
    const running = await runOrchestrator();
    running.neighbours.on('risk', RiskService.method.check, ({ plan }) => ({
      report: {
        checks: [{ code: 'NEW_LIMIT', decisionId: plan?.decisions[0]?.decisionId ?? '', verdict: CheckVerdict.FAIL }],
        approvedDecisionIds: [],
      },
    }));
    const summary = await running.run();
    expect(summary).toMatchObject({ status: CycleStatus.NO_TRADE, iterations: 3 });
    expect(summary.reason).toContain('NEW_LIMIT');
  });
});

describe('an orchestrator that starts before the approvers', () => {
  it('is not ready and lets nothing pass until it has their public keys', async () => {
    const { run, readiness, dataDir } = await runOrchestrator({ keysMissing: true });
    expect(await readiness()).toEqual({ ready: false, detail: "the approvers' public keys are missing" });
    await expect(run(0)).resolves.toMatchObject({ status: CycleStatus.NO_TRADE, iterations: 3 });

    publishKeys(dataDir);
    expect(await readiness()).toEqual({ ready: true, detail: '' });
    await expect(run(1)).resolves.toMatchObject({ status: CycleStatus.COMPLETED, iterations: 1 });
  });
});
