import { SMALLEST } from '../numbers.js';

const ROUNDING = 1e-14;

/**
 * Whether two prices differ by no more than the rounding of what was computed from them, 1e-14 of their sizes together:
 * typical prices of 452.85 made of other cents, a strength that a bar without change left where it was. What is measured
 * against a range then says that there is none, instead of magnifying the rounding to anything from 0 to 100. (TA-Lib does
 * so from release 0.8 on; the releases before compare exactly.)
 */
export function isSamePrice(a: number, b: number): boolean {
  const distance = Math.abs(a - b);
  return distance < SMALLEST || distance <= ROUNDING * (Math.abs(a) + Math.abs(b));
}
