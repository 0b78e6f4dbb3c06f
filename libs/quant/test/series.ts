import fc from 'fast-check';

/** Prices of a stock: finite, positive, between a dollar and a thousand. */
export const prices = (minLength = 1, maxLength = 120): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength, maxLength });

/** The same in whole cents: no change is as small as rounding, so that a property may compare ratios of changes. */
export const quotes = (minLength = 1, maxLength = 120): fc.Arbitrary<number[]> =>
  fc.array(
    fc.integer({ min: 100, max: 100_000 }).map((cents) => cents / 100),
    { minLength, maxLength },
  );

/** 1, 2, 3 … */
export const counting = (length: number): number[] => Array.from({ length }, (_, index) => index + 1);

/** The same number again and again. */
export const constant = (value: number, length: number): number[] => new Array<number>(length).fill(value);
