import { type DecisionPlan, DecisionPlanSchema } from '@cream/proto/decision';
import { canonicalBytes } from './canonical.js';
import { sha256 } from './hash.js';

/** SHA-256 over the plan's canonical bytes: what verdicts are given on. */
export function planHash(plan: DecisionPlan): Uint8Array {
  return sha256(canonicalBytes(DecisionPlanSchema, plan));
}
