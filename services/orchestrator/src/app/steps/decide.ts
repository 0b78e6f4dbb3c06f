import { create } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { checkDecisionRules, evaluateRound, roleName, timestamp } from '@cream/domain';
import { type ApproverFailure, ApproverFailureSchema, EntryKind } from '@cream/proto/cycle';
import {
  CheckVerdict,
  ConstraintCheckSchema,
  type ConstraintReport,
  ConstraintReportSchema,
  type DecisionPlan,
  type Objection,
  ObjectionSchema,
  type ReviewResponse,
  Role,
} from '@cream/proto/decision';
import { need, type Round } from '../cycle-state.js';
import type { Draft } from '../journal.js';
import { type AgentCall, ask, callOf, silence } from './ask.js';
import type { StepContext } from './step.js';
import { verdictFault } from './verdict-fault.js';

export interface Consensus {
  readonly reached: boolean;
  readonly round: Round;
  readonly objections: readonly Objection[];
}

/**
 * Propose, check, review: until both approvers sign or the rounds are used up. Each half round is stored before the
 * next begins, so a cycle that was killed goes on with the plan it had.
 */
export async function decide(context: StepContext): Promise<Consensus> {
  const rules = need(context.config.configuration?.decisionRules, 'decision rules');
  let objections: readonly Objection[] = [];
  for (let iteration = 1; iteration <= rules.maxIterations; iteration++) {
    const round = context.state.rounds[iteration - 1] ?? (await propose(context, iteration, objections));
    if (round.verdicts.length + round.failures.length === 0) await review(context, round, iteration);
    const result = outcomeOf(round);
    if (result.reached) return result;
    objections = result.objections;
  }
  const last = need(context.state.rounds.at(-1), 'plan');
  return { reached: false, round: last, objections };
}

/** What a finished round came to. A limit or a decision rule that fails outweighs any signature. */
export function outcomeOf(round: Round): Consensus {
  const failed = failedChecks(need(round.report, 'constraint report'));
  const evaluated = evaluateRound({ plan: round.plan, verdicts: round.verdicts, failures: round.failures });
  return {
    reached: evaluated.approved && failed.length === 0,
    round,
    objections: [...evaluated.objections, ...(evaluated.approved ? failed : [])],
  };
}

async function propose(context: StepContext, iteration: number, objections: readonly Objection[]): Promise<Round> {
  const { peers, state } = context;
  const briefing = need(state.briefing, 'briefing');
  const decisionRules = need(context.config.configuration?.decisionRules, 'decision rules');
  const previous = state.rounds.at(-1)?.plan;
  const { plan } = await ask(context, Role.TRADER, (call) =>
    peers.agents.trader.propose(
      {
        briefing,
        reports: state.reports,
        theses: state.theses,
        decisionRules,
        iteration,
        objections: [...objections],
        ...(previous === undefined ? {} : { previous }),
      },
      call,
    ),
  );
  if (plan === undefined) throw silence(Role.TRADER, 'it sent no plan');
  const report = await checkPlan(context, plan);
  await context.write([
    { kind: EntryKind.PLAN, message: plan },
    { kind: EntryKind.CONSTRAINT_REPORT, message: report },
  ]);
  return need(state.rounds.at(-1), 'plan');
}

/** The limits of the risk service, and the decision rules as further checks of the same report. */
async function checkPlan(context: StepContext, plan: DecisionPlan): Promise<ConstraintReport> {
  const { peers, state } = context;
  const briefing = need(state.briefing, 'briefing');
  const header = need(state.header, 'header');
  const { report } = await peers.risk.check({
    plan,
    portfolio: need(briefing.portfolio, 'portfolio'),
    limits: need(header.limits, 'limits'),
    asOf: timestamp(context.slotMs),
  });
  if (report === undefined) throw new Error('risk answered without a report');
  const rules = need(context.config.configuration?.decisionRules, 'decision rules');
  const broken = checkDecisionRules(plan, briefing, state.theses, rules);
  if (broken.length === 0) return report;
  const refused = new Set(broken.map((objection) => objection.decisionId));
  const whole = refused.has('');
  return create(ConstraintReportSchema, {
    ...report,
    checks: [
      ...report.checks,
      ...broken.map((objection) =>
        create(ConstraintCheckSchema, {
          code: objection.code,
          decisionId: objection.decisionId,
          verdict: CheckVerdict.FAIL,
          text: objection.text,
        }),
      ),
    ],
    approvedDecisionIds: whole ? [] : report.approvedDecisionIds.filter((id) => !refused.has(id)),
  });
}

async function review(context: StepContext, round: Round, iteration: number): Promise<void> {
  const { peers, state } = context;
  const request = {
    briefing: need(state.briefing, 'briefing'),
    reports: state.reports,
    theses: state.theses,
    plan: round.plan,
    constraintReport: need(round.report, 'constraint report'),
    decisionRules: need(context.config.configuration?.decisionRules, 'decision rules'),
  };
  const { riskManager, critic } = peers.agents;
  const answers = await Promise.all([
    approver(context, Role.RISK_MANAGER, round.plan, iteration, (call) => riskManager.review(request, call)),
    approver(context, Role.CRITIC, round.plan, iteration, (call) => critic.review(request, call)),
  ]);
  await context.write(answers);
}

/**
 * An approver that fails, is late or answers with a verdict that is not its word on this plan has rejected: its failure is
 * recorded in the place of a verdict.
 */
async function approver(
  context: StepContext,
  role: Role,
  plan: DecisionPlan,
  iteration: number,
  request: (call: AgentCall) => Promise<ReviewResponse>,
): Promise<Draft> {
  const call = callOf(context, role);
  let answer: ReviewResponse;
  try {
    answer = await request(call);
  } catch (error) {
    const cause = ConnectError.from(error);
    return failure(role, iteration, cause.code === Code.DeadlineExceeded ? 'TIMEOUT' : 'ERROR', cause.rawMessage);
  }
  const { verdict } = answer;
  if (verdict === undefined) return failure(role, iteration, 'ERROR', 'answered without a verdict');
  const fault = verdictFault(verdict, role, plan, await context.approverKeys());
  return fault === undefined ? { kind: EntryKind.VERDICT, message: verdict } : failure(role, iteration, 'ERROR', fault);
}

function failure(role: Role, iteration: number, kind: ApproverFailure['kind'], text: string): Draft {
  return {
    kind: EntryKind.APPROVER_FAILURE,
    message: create(ApproverFailureSchema, { role, kind, iteration, text: `${roleName(role)}: ${text}` }),
  };
}

function failedChecks(report: ConstraintReport): Objection[] {
  return report.checks
    .filter((check) => check.verdict === CheckVerdict.FAIL)
    .map((check) =>
      create(ObjectionSchema, {
        code: check.code,
        decisionId: check.decisionId,
        observed: check.observed?.value ?? '',
        expected: check.limit?.value ?? '',
        text: check.text,
      }),
    );
}
