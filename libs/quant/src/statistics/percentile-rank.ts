import { at, type Numbers, requireFinite, requireNumber } from '../numbers.js';
import { QuantError } from '../quant-error.js';

/**
 * Where a value stands among others, 0 to 100: the share that lies below it, ties counting half (the "mean" kind of
 * SciPy's percentileofscore). Values within `relativeTolerance` of the value are ties, so that rounding noise in a
 * series that does not move gives 50 and not 0 or 100. Undefined when there is nothing to compare with.
 */
export function percentileRank(others: Numbers, value: number, relativeTolerance = 0): number | undefined {
  requireFinite('others', others);
  requireNumber('value', value);
  if (!(relativeTolerance >= 0 && relativeTolerance < 1)) {
    throw new QuantError('relativeTolerance', `must lie in [0, 1), got ${relativeTolerance}`);
  }
  if (others.length === 0) return undefined;
  const margin = Math.abs(value) * relativeTolerance;
  let below = 0;
  let tied = 0;
  for (let i = 0; i < others.length; i++) {
    const difference = at(others, i) - value;
    if (Math.abs(difference) <= margin) tied++;
    else if (difference < 0) below++;
  }
  return (100 * (below + tied / 2)) / others.length;
}
