import { REGIME_LABELS, type RegimeLabel, regimeTransitions } from '@cream/quant';
import type { TransitionCount } from './trained-model.js';

/** The transitions within each of several histories of consecutive readings; those that occurred. */
export function transitionCounts(histories: readonly (readonly RegimeLabel[])[]): TransitionCount[] {
  const each = histories.map((history) => regimeTransitions(history).counts);
  return REGIME_LABELS.flatMap((from) => {
    const counts = REGIME_LABELS.map((to) => ({ to, count: each.reduce((sum, one) => sum + one[from][to], 0) }));
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    return counts.flatMap(({ to, count }) => (count === 0 ? [] : [{ from, to, count, probability: count / total }]));
  });
}
