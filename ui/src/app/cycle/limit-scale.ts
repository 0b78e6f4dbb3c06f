import type { ConstraintCheck } from '@cream/proto/decision';

/** Where the observed value and its limit lie on one bar, each from 0 to 1; the larger of the two is 1. */
export interface LimitScale {
  readonly observed: number;
  readonly limit: number;
}

/**
 * The bar of a check by magnitude, as a net exposure may be negative; undefined when there is nothing to compare. It is
 * drawn from floating point, which a few pixels cannot tell from the exact values written beside it.
 */
export function limitScale({ observed, limit }: Pick<ConstraintCheck, 'observed' | 'limit'>): LimitScale | undefined {
  if (observed === undefined || limit === undefined) return undefined;
  const [seen, allowed] = [Math.abs(Number(observed.value)), Math.abs(Number(limit.value))];
  const longest = Math.max(seen, allowed);
  return longest > 0 ? { observed: seen / longest, limit: allowed / longest } : undefined;
}
