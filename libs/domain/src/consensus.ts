import type { ApproverFailure } from '@cream/proto/cycle';
import {
  Answer,
  type DecisionAnswer,
  type DecisionPlan,
  type Objection,
  type Role,
  type Verdict,
} from '@cream/proto/decision';
import { hash, hex, sameHash } from './hash.js';
import { APPROVERS, answerName, roleName } from './names.js';
import { objection } from './objection.js';
import { sharedPlanHash } from './plan-hash.js';

export interface Round {
  readonly plan: DecisionPlan;
  readonly verdicts: readonly Verdict[];
  readonly failures: readonly ApproverFailure[];
}

export interface RoundResult {
  readonly approved: boolean;
  /** Why not; empty exactly when approved. */
  readonly objections: Objection[];
}

/**
 * Decides one round of review. A plan is approved only when risk manager and critic each gave exactly one verdict, on
 * this very plan and briefing, that answers every decision exactly once with APPROVE. Everything else, silence included,
 * is a rejection. Signatures are not looked at here: who received the verdicts has verified them, and execution does again.
 */
export function evaluateRound(round: Round): RoundResult {
  const expected = hash(sharedPlanHash(round.plan));
  const objections = [
    ...objectionsToPlan(round.plan),
    ...round.failures.map(failureObjection),
    ...round.verdicts.filter((verdict) => !APPROVERS.includes(verdict.role)).map(foreignVerdict),
  ];
  for (const role of APPROVERS) {
    const verdicts = round.verdicts.filter((verdict) => verdict.role === role);
    const [verdict] = verdicts;
    if (verdict === undefined) objections.push(missingVerdict(role));
    else if (verdicts.length > 1) objections.push(duplicateVerdict(role));
    else if (!sameHash(verdict.planHash, expected)) objections.push(otherPlan(verdict, expected.sha256));
    else if (!sameHash(verdict.briefingHash, round.plan.briefingHash)) objections.push(otherBriefing(role));
    else objections.push(...objectionsOfVerdict(round.plan, verdict));
  }
  return { approved: objections.length === 0, objections };
}

function objectionsToPlan(plan: DecisionPlan): Objection[] {
  if (plan.decisions.length === 0) {
    return [objection({ code: 'EMPTY_PLAN', field: 'decisions', text: 'a plan without decisions cannot be approved' })];
  }
  const ids = new Set(plan.decisions.map((decision) => decision.decisionId));
  return ids.size === plan.decisions.length
    ? []
    : [objection({ code: 'DUPLICATE_DECISION', field: 'decisions', text: 'two decisions share an id' })];
}

function objectionsOfVerdict(plan: DecisionPlan, verdict: Verdict): Objection[] {
  const found: Objection[] = [];
  const answers = new Map<string, DecisionAnswer>();
  for (const answer of verdict.answers) {
    if (answers.has(answer.decisionId))
      found.push(answerObjection('ANSWER_DUPLICATE', verdict, answer, 'twice answered'));
    answers.set(answer.decisionId, answer);
  }
  for (const { decisionId } of plan.decisions) {
    const answer = answers.get(decisionId);
    answers.delete(decisionId);
    if (answer === undefined) found.push(missingAnswer(verdict.role, decisionId));
    else if (answer.answer === Answer.REJECT) found.push(...rejection(verdict, answer));
    else if (answer.answer !== Answer.APPROVE) found.push(unknownAnswer(verdict, answer));
  }
  for (const answer of answers.values()) {
    found.push(answerObjection('ANSWER_FOREIGN', verdict, answer, 'not a decision of the plan'));
  }
  return found;
}

/** A rejection without a reason is still a rejection. */
function rejection(verdict: Verdict, answer: DecisionAnswer): Objection[] {
  return answer.objections.length > 0
    ? answer.objections
    : [answerObjection('REJECTED', verdict, answer, 'rejected without a reason')];
}

function failureObjection(failure: ApproverFailure): Objection {
  return objection({
    code: failure.kind === 'TIMEOUT' ? 'APPROVER_TIMEOUT' : 'APPROVER_ERROR',
    field: roleName(failure.role),
    observed: failure.kind,
    expected: 'a verdict',
    text: failure.text,
  });
}

function missingVerdict(role: Role): Objection {
  return objection({ code: 'VERDICT_MISSING', field: roleName(role), text: `no verdict of the ${roleName(role)}` });
}

function duplicateVerdict(role: Role): Objection {
  return objection({ code: 'VERDICT_DUPLICATE', field: roleName(role), text: `two verdicts of the ${roleName(role)}` });
}

function foreignVerdict(verdict: Verdict): Objection {
  const role = roleName(verdict.role);
  return objection({ code: 'VERDICT_FOREIGN', field: role, text: `${role} is not an approver` });
}

function otherPlan(verdict: Verdict, expected: Uint8Array): Objection {
  return objection({
    code: 'PLAN_HASH_MISMATCH',
    field: roleName(verdict.role),
    observed: verdict.planHash === undefined ? '' : hex(verdict.planHash.sha256),
    expected: hex(expected),
    text: `the ${roleName(verdict.role)}'s verdict is on another plan`,
  });
}

function otherBriefing(role: Role): Objection {
  return objection({
    code: 'BRIEFING_HASH_MISMATCH',
    field: roleName(role),
    text: `the ${roleName(role)}'s verdict is on another briefing`,
  });
}

function missingAnswer(role: Role, decisionId: string): Objection {
  return objection({
    code: 'ANSWER_MISSING',
    field: roleName(role),
    text: `the ${roleName(role)} did not answer this decision`,
    decisionId,
  });
}

function unknownAnswer(verdict: Verdict, answer: DecisionAnswer): Objection {
  return {
    ...answerObjection('ANSWER_UNKNOWN', verdict, answer, 'neither approved nor rejected'),
    expected: 'APPROVE or REJECT',
  };
}

function answerObjection(code: string, verdict: Verdict, answer: DecisionAnswer, text: string): Objection {
  return objection({
    code,
    field: roleName(verdict.role),
    observed: answerName(answer.answer),
    text: `${text} by the ${roleName(verdict.role)}`,
    decisionId: answer.decisionId,
  });
}
