import fc from 'fast-check';
import type { OptionInput, OptionRight } from '../../src/index.js';

const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

/** A call on 100 at 100 for half a year, of 20 % volatility, at 5 % interest and 2 % dividends, unless said otherwise. */
export function anOption(changes: Partial<OptionInput> = {}): OptionInput {
  return {
    right: 'call',
    spot: 100,
    strike: 100,
    years: 0.5,
    volatility: 0.2,
    rate: 0.05,
    dividendYield: 0.02,
    ...changes,
  };
}

export const rights: fc.Arbitrary<OptionRight> = fc.constantFrom('call', 'put');

/** What is traded and a good deal beyond: strikes from a quarter to four times the spot, days to three years. */
export const options: fc.Arbitrary<OptionInput> = fc
  .record({
    right: rights,
    spot: between(5, 500),
    strike: between(0.25, 4),
    years: between(1 / 365, 3),
    volatility: between(0.05, 1.5),
    rate: between(-0.02, 0.1),
    dividendYield: between(0, 0.08),
  })
  .map((option) => ({ ...option, strike: option.strike * option.spot }));
