import { type DecisionPlan, DecisionPlanSchema } from '@cream/proto/decision';
import { canonicalBytes } from './canonical.js';
import { sha256 } from './hash.js';

/** SHA-256 over the plan's canonical bytes: what verdicts are given on. */
export function planHash(plan: DecisionPlan): Uint8Array {
  return sha256(canonicalBytes(DecisionPlanSchema, plan));
}

const known = new WeakMap<DecisionPlan, Uint8Array>();

/**
 * The same, computed once for as long as the message lives: for the readers of one plan in one process, who do not change a
 * message that was sent. Whoever signs a plan or sends its orders computes the hash itself.
 */
export function sharedPlanHash(plan: DecisionPlan): Uint8Array {
  let digest = known.get(plan);
  if (digest === undefined) {
    digest = planHash(plan);
    known.set(plan, digest);
  }
  return digest;
}
