import type { Claim } from '@cream/proto/decision';
import type { FactIndex } from './fact-index.js';
import { unsupportedNumbers } from './number-check.js';

/** True when a claim cites facts, all of them in the briefing, and its weight is a number from 0 to 1. */
export function isFounded(claim: Claim, index: FactIndex): boolean {
  return (
    claim.factIds.length > 0 &&
    claim.weight >= 0 &&
    claim.weight <= 1 &&
    claim.factIds.every((id) => index.get(id) !== undefined)
  );
}

/** True for a founded claim whose numbers all stand in the facts it cites. */
export function isSupported(claim: Claim, index: FactIndex): boolean {
  if (!isFounded(claim, index)) return false;
  const cited = claim.factIds.flatMap((id) => index.get(id) ?? []);
  return unsupportedNumbers(claim.text, cited).length === 0;
}
