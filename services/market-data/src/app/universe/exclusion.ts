import { UniverseExclusion_Reason as Reason } from '@cream/proto/market';
import { compareText } from '../compare-text.js';

export { Reason };

/** Why a symbol that was looked at is no member: what was found, what the rule asks for, where the rule stands. */
export interface Exclusion {
  readonly symbol: string;
  readonly reason: Reason;
  readonly observed: string;
  readonly limit: string;
  /** Place in the definition, for example `filters.price`. */
  readonly rule: string;
}

/** In the order of the symbols; those of one symbol in the order they were found. */
export function sortedExclusions(exclusions: readonly Exclusion[]): Exclusion[] {
  return exclusions.toSorted((a, b) => compareText(a.symbol, b.symbol));
}
