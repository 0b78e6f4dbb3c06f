import { briefingHash, evaluateRound, factId, type PublicKey, planHash, roleName, verifyVerdict } from '@cream/domain';
import type { Finding } from '@cream/proto/cycle';
import type { CycleState } from '../cycle-state.js';
import { finding } from './finding.js';
import { sameBytes } from './same-bytes.js';

export interface DecisionCheck {
  readonly findings: Finding[];
  readonly signatures: number;
}

/** Whether the facts, the briefing, the plans and the verdicts are what they claim to be, and nothing was sent unsigned. */
export function verifyDecision(
  cycleId: string,
  state: CycleState,
  keys: ReadonlyMap<string, PublicKey>,
): DecisionCheck {
  const findings = briefingFindings(cycleId, state);
  let signatures = 0;
  for (const [index, round] of state.rounds.entries()) {
    const hash = planHash(round.plan);
    if (round.report !== undefined && !sameBytes(round.report.planHash?.sha256, hash)) {
      findings.push(
        finding('CONTENT_MISMATCH', cycleId, `round ${index + 1}: the constraint report is of another plan`),
      );
    }
    for (const verdict of round.verdicts) {
      signatures += 1;
      const name = `round ${index + 1}: ${roleName(verdict.role)}`;
      const state_ = verifyVerdict(verdict, keys);
      if (state_ === 'INVALID')
        findings.push(finding('SIGNATURE_INVALID', cycleId, `${name} did not sign this verdict`));
      if (state_ === 'UNKNOWN_KEY')
        findings.push(finding('UNKNOWN_KEY', cycleId, `${name} signed with a key nobody trusts`));
      if (!sameBytes(verdict.planHash?.sha256, hash)) {
        findings.push(finding('CONTENT_MISMATCH', cycleId, `${name} signed another plan`));
      }
    }
  }
  if (sentOrders(state) && !approvedByBoth(state)) {
    findings.push(
      finding('UNSIGNED_ORDER', cycleId, 'orders were sent for a plan that the two approvers had not approved'),
    );
  }
  return { findings, signatures };
}

function briefingFindings(cycleId: string, state: CycleState): Finding[] {
  const { briefing } = state;
  if (briefing === undefined) return [];
  const findings: Finding[] = [];
  if (!sameBytes(briefing.hash?.sha256, briefingHash(briefing))) {
    findings.push(finding('CONTENT_MISMATCH', cycleId, 'the briefing does not have the hash it names'));
  }
  for (const fact of briefing.facts) {
    if (fact.id !== factId(fact)) findings.push(finding('CONTENT_MISMATCH', cycleId, `fact ${fact.id} was changed`));
  }
  return findings;
}

function sentOrders(state: CycleState): boolean {
  return state.orders?.outcomes.some((outcome) => outcome.orders.length > 0) ?? false;
}

/** By the rule the cycle itself goes by; whether the signatures hold is said of each. */
function approvedByBoth(state: CycleState): boolean {
  const round = state.rounds.at(-1);
  return round !== undefined && evaluateRound(round).approved;
}
