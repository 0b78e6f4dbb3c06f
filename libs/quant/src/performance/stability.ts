import { at, type Numbers, requireFinite } from '../numbers.js';
import { linearRegression } from '../statistics/linear-regression.js';

/**
 * How evenly the account grew: R² of a straight line through the cumulative logarithmic returns, 0 to 1. Undefined for
 * fewer than two returns, when everything was lost, and when nothing moved.
 */
export function stability(returns: Numbers): number | undefined {
  requireFinite('returns', returns);
  const growth = new Float64Array(returns.length);
  let sum = 0;
  for (let i = 0; i < returns.length; i++) {
    if (at(returns, i) <= -1) return undefined;
    sum += Math.log1p(at(returns, i));
    growth[i] = sum;
  }
  const time = Float64Array.from(growth, (_, i) => i);
  return linearRegression(time, growth)?.rSquared;
}
