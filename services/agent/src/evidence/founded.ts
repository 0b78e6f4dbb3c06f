import type { Claim } from '@cream/proto/decision';
import type { FactIndex } from './fact-index.js';

/** True when a claim cites facts, all of them in the briefing, and its weight is a number from 0 to 1. */
export function isFounded(claim: Claim, index: FactIndex): boolean {
  return (
    claim.factIds.length > 0 &&
    claim.weight >= 0 &&
    claim.weight <= 1 &&
    claim.factIds.every((id) => index.get(id) !== undefined)
  );
}
