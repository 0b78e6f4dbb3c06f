import { type PublicKey, verifyVerdict } from '@cream/domain';
import { SignatureState } from '@cream/proto/console';
import { type ApproverFailure, ApproverFailureSchema, type Entry, EntryKind } from '@cream/proto/cycle';
import {
  type ConstraintReport,
  ConstraintReportSchema,
  type DecisionPlan,
  DecisionPlanSchema,
  type Verdict,
  VerdictSchema,
} from '@cream/proto/decision';
import { messageOf } from './entries.js';

/** A plan and what the limits and both approvers said to it. */
export interface Round {
  readonly iteration: number;
  readonly plan: DecisionPlan;
  report?: ConstraintReport;
  readonly verdicts: { readonly verdict: Verdict; readonly signature: SignatureState }[];
  readonly failures: ApproverFailure[];
}

/** The rounds of a record: each plan starts one. Entries before the first plan belong to none. */
export function roundsOf(entries: readonly Entry[], keys: ReadonlyMap<string, PublicKey>): Round[] {
  const rounds: Round[] = [];
  for (const entry of entries) {
    const { kind } = entry;
    if (kind === EntryKind.PLAN) {
      const plan = messageOf(entry, DecisionPlanSchema);
      rounds.push({ iteration: plan.iteration, plan, verdicts: [], failures: [] });
      continue;
    }
    const round = rounds.at(-1);
    if (round === undefined) continue;
    if (kind === EntryKind.CONSTRAINT_REPORT) round.report = messageOf(entry, ConstraintReportSchema);
    if (kind === EntryKind.APPROVER_FAILURE) round.failures.push(messageOf(entry, ApproverFailureSchema));
    if (kind === EntryKind.VERDICT) {
      const verdict = messageOf(entry, VerdictSchema);
      round.verdicts.push({ verdict, signature: SignatureState[verifyVerdict(verdict, keys)] });
    }
  }
  return rounds;
}
