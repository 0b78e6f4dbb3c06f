import { Decimal } from '@cream/domain';
import fc from 'fast-check';

/** Canonical decimals of at most `digits` fraction digits, positive and negative. */
export function decimals(digits = 18, bound = 10n ** 24n): fc.Arbitrary<Decimal> {
  return fc
    .tuple(fc.bigInt({ min: -bound, max: bound }), fc.integer({ min: 0, max: digits }))
    .map(([units, scale]) => new Decimal(`${units}e-${scale}`));
}

/** Prices from 0.01 to 10,000.00 in cents. */
export function prices(): fc.Arbitrary<Decimal> {
  return fc.integer({ min: 1, max: 1_000_000 }).map((cents) => new Decimal(cents).div(100));
}

/** Whole units from 1 to 100,000. */
export function quantities(): fc.Arbitrary<Decimal> {
  return fc.integer({ min: 1, max: 100_000 }).map((units) => new Decimal(units));
}
