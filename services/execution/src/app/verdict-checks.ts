import {
  APPROVERS,
  hash,
  hex,
  millis,
  modeName,
  roleName,
  sameBytes,
  sameHash,
  sameTime,
  timestamp,
  verifyVerdict,
} from '@cream/domain';
import { Answer, type DecisionPlan, type Verdict } from '@cream/proto/decision';
import type { Refusal } from '@cream/proto/trading';
import type { KeyRing } from '@cream/runtime';
import type { AccountBook } from './account-book.js';
import { refusal } from './refusal.js';

/** A plan with the verdicts on it. */
export interface Approval {
  readonly plan: DecisionPlan;
  readonly planHash: Uint8Array;
  readonly verdicts: readonly Verdict[];
}

/** Why the verdicts do not let this plan through now; undefined when they do. Nonces are looked at elsewhere. */
export function verdictRefusal(approval: Approval, keys: KeyRing, book: AccountBook): Refusal | undefined {
  const { plan, verdicts } = approval;
  const missing = APPROVERS.filter((role) => verdicts.filter((verdict) => verdict.role === role).length !== 1);
  if (missing.length > 0 || verdicts.length !== APPROVERS.length) {
    const wanted = APPROVERS.map(roleName).join(' and ');
    return refusal('VERDICT_MISSING', `exactly one verdict each of ${wanted} is needed`);
  }
  for (const verdict of verdicts) {
    const reason = signatureRefusal(verdict, keys) ?? contentRefusal(verdict, approval, book.clockMs);
    if (reason !== undefined) return reason;
  }
  const [first, second] = verdicts;
  if (first !== undefined && second !== undefined && sameBytes(first.nonce, second.nonce)) {
    return refusal('NONCE_USED', 'both verdicts carry the same nonce');
  }
  if (plan.mode !== book.settings.mode) {
    const [asked, has] = [modeName(plan.mode), modeName(book.settings.mode)];
    return refusal('MODE_MISMATCH', `the plan is for ${asked}, the account is ${has}`);
  }
  if (!sameTime(plan.asOf, timestamp(book.clockMs))) {
    return refusal('RULE_BROKEN', `the plan is not of the account's time, ${new Date(book.clockMs).toISOString()}`);
  }
  return undefined;
}

function signatureRefusal(verdict: Verdict, keys: KeyRing): Refusal | undefined {
  const role = roleName(verdict.role);
  switch (verifyVerdict(verdict, keys)) {
    case 'VALID':
      return undefined;
    case 'UNKNOWN_KEY':
      return refusal('KEY_UNKNOWN', `no public key ${verdict.keyId} of ${role} is known`);
    default:
      return refusal('SIGNATURE_INVALID', `the signature of ${role} does not hold`);
  }
}

function contentRefusal(verdict: Verdict, { plan, planHash }: Approval, clockMs: number): Refusal | undefined {
  const role = roleName(verdict.role);
  if (!sameHash(verdict.planHash, hash(planHash))) {
    return refusal('PLAN_HASH_MISMATCH', `${role} judged another plan than ${hex(planHash)}`);
  }
  if (!sameHash(verdict.briefingHash, plan.briefingHash)) {
    return refusal('BRIEFING_HASH_MISMATCH', `${role} judged by another briefing than the plan's`);
  }
  const rejected = plan.decisions.find(({ decisionId }) => !approves(verdict, decisionId));
  if (rejected !== undefined || verdict.answers.some(({ answer }) => answer !== Answer.APPROVE)) {
    return refusal('VERDICT_REJECTS', `${role} does not approve every decision`);
  }
  if (clockMs < millis(verdict.issuedAt, 'issued_at') || clockMs > millis(verdict.expiresAt, 'expires_at')) {
    return refusal('VERDICT_EXPIRED', `the verdict of ${role} is not valid at ${new Date(clockMs).toISOString()}`);
  }
  return undefined;
}

function approves(verdict: Verdict, decisionId: string): boolean {
  const answers = verdict.answers.filter((answer) => answer.decisionId === decisionId);
  return answers.length === 1 && answers[0]?.answer === Answer.APPROVE;
}
