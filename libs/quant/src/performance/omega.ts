import { at, held, type Numbers, requireFinite, requireNumber } from '../numbers.js';

/**
 * Omega ratio (Keating and Shadwick, 2002): sum of the returns above `threshold` / sum of those below it, as distances
 * from it. `threshold` is per period; `ratePerPeriod` makes one of an annual rate. Undefined for fewer than two returns
 * and when none lies below the threshold.
 */
export function omega(returns: Numbers, threshold = 0): number | undefined {
  requireFinite('returns', returns);
  requireNumber('threshold', threshold);
  let above = 0;
  let below = 0;
  for (let i = 0; i < returns.length; i++) {
    const distance = at(returns, i) - threshold;
    if (distance > 0) above += distance;
    else below -= distance;
  }
  return returns.length < 2 || below === 0 ? undefined : held(above / below);
}
