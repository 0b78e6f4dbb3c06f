import { Decimal } from '@cream/domain';

/** Fraction digits of a quantity. */
const UNIT_SCALE = 1e9;

/** Whether a quantity can be added up without losing a digit. */
export function isExactUnits(quantity: number): boolean {
  if (Number.isSafeInteger(quantity)) return true;
  const scaled = Math.round(quantity * UNIT_SCALE);
  return Number.isSafeInteger(scaled) && scaled / UNIT_SCALE === quantity;
}

/** A ratio that does not end (one for three) is off in its last digit: what it leaves of a whole unit is no fraction. */
const RATIO_PRECISION = 1e-9;

/** Units after a split, and the fraction of one that there is no whole unit for; both with the sign of the units. */
export function splitUnits(units: Decimal | number, ratio: Decimal | number): { whole: Decimal; fraction: Decimal } {
  const exact = new Decimal(units).times(ratio);
  const nearest = exact.round();
  const off = exact.minus(nearest).abs();
  if (off.lte(exact.abs().times(RATIO_PRECISION)) && off.lt(0.001)) {
    return { whole: nearest, fraction: new Decimal(0) };
  }
  const whole = exact.truncated();
  return { whole, fraction: exact.minus(whole) };
}

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
