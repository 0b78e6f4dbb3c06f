import { hash, type PublicKey, sameHash, sharedPlanHash, verifyVerdict } from '@cream/domain';
import type { DecisionPlan, Role, Verdict } from '@cream/proto/decision';

/**
 * Why a verdict is not this approver's word on this plan; undefined when it is, whatever it says.
 *
 * @param keys the approvers' public keys by key id
 */
export function verdictFault(
  verdict: Verdict,
  role: Role,
  plan: DecisionPlan,
  keys: ReadonlyMap<string, PublicKey>,
): string | undefined {
  if (verdict.role !== role) return 'its verdict is that of another role';
  if (!sameHash(verdict.planHash, hash(sharedPlanHash(plan)))) return 'its verdict is on another plan';
  if (!sameHash(verdict.briefingHash, plan.briefingHash)) return 'its verdict is on another briefing';
  switch (verifyVerdict(verdict, keys)) {
    case 'VALID':
      return undefined;
    case 'UNKNOWN_KEY':
      return 'its verdict is signed with an unknown key';
    default:
      return 'the signature of its verdict does not hold';
  }
}
