/** Fraction digits of a quantity. */
const UNIT_SCALE = 1e9;

/**
 * Sum of two quantities: exact for whole units, and for fractions of up to nine digits below nine million units.
 * @throws RangeError when the sum cannot be exact
 */
export function plusUnits(a: number, b: number): number {
  const sum = a + b;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(sum)) return sum;
  const scaled = Math.round(sum * UNIT_SCALE);
  if (!Number.isSafeInteger(scaled)) throw new RangeError(`a quantity of ${sum} units cannot be kept exactly`);
  return scaled === 0 ? 0 : scaled / UNIT_SCALE;
}
