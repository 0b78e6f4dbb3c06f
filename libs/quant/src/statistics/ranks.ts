import { at, type Numbers, requireFinite } from '../numbers.js';

/** Positions 1 to n in rising order; equal values share the mean of their positions (SciPy rankdata 'average'). */
export function ranks(values: Numbers): Float64Array {
  requireFinite('values', values);
  const order = Uint32Array.from({ length: values.length }, (_, index) => index);
  order.sort((a, b) => at(values, a) - at(values, b));
  const out = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && at(values, at(order, last + 1)) === at(values, at(order, first))) last++;
    for (let k = first; k <= last; k++) out[at(order, k)] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return out;
}
