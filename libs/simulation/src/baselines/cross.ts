import type { Line } from '@cream/quant';
import { targetsOf } from './baseline.js';

/**
 * Long after a line has crossed zero upwards, short after it has crossed it downwards; nothing before the first cross. A
 * cross is a change of sign: a line that touches zero and turns back has not crossed it.
 */
export function crossTargets(count: number, { offset, values }: Line): Int8Array {
  let side = 0;
  return targetsOf(count, offset, (n, before) => {
    const now = Math.sign(values[n - offset] ?? 0);
    if (now === 0 || now === side) return before;
    const crossed = side !== 0;
    side = now;
    return crossed ? now : before;
  });
}
