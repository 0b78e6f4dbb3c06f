import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  americanGreeks,
  americanOption,
  baroneAdesiWhaley,
  bjerksundStensland1993,
  bjerksundStensland2002,
  blackScholes,
  greeks,
  impliedVolatility,
  juZhong,
  type Leg,
  type OptionInput,
  payoffAt,
  payoffProfile,
  positionGreeks,
  QuantError,
  theoreticalProfit,
} from '../../src/index.js';
import { anOption, rights } from './options-under-test.js';

const extremes = [0, 5e-324, 1e-308, 1e-160, 1e-10, 0.05, 1, 100, 1e10, 1e160, 1e308, Number.MAX_VALUE];
const anything = fc.oneof(fc.constantFrom(...extremes, Number.NaN, Infinity, -Infinity, -1), fc.double());
const size = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...extremes) }, { weight: 1, arbitrary: anything });
const wild: fc.Arbitrary<OptionInput> = fc.record({
  right: rights,
  spot: size,
  strike: size,
  years: size,
  volatility: size,
  rate: fc.oneof(fc.constantFrom(0.05, 0, -0.01), anything),
  dividendYield: fc.oneof(fc.constantFrom(0.03, 0, -0.01), anything),
});
const leg: fc.Arbitrary<Leg> = fc.oneof(
  fc.record({
    kind: fc.constant('option' as const),
    right: rights,
    strike: size,
    expiry: fc.constant(1),
    contracts: fc.constantFrom(1, -1, 2, -3, 1e300),
    multiplier: fc.oneof(fc.constant(100), size),
    price: size,
  }),
  fc.record({ kind: fc.constant('shares' as const), shares: anything, price: size }),
);

/** Numbers all through, or a QuantError that names what was wrong. */
function expectNumbers(compute: () => unknown): void {
  let result: unknown;
  try {
    result = compute();
  } catch (error) {
    expect(error).toBeInstanceOf(QuantError);
    expect((error as QuantError).parameter).not.toBe('');
    return;
  }
  const numbers = typeof result === 'object' && result !== null ? Object.values(result) : [result];
  for (const value of numbers) if (typeof value === 'number') expect(value).toSatisfy(Number.isFinite);
}

describe('options beyond what a number can hold', () => {
  it('have finite values and Greeks, or an error that names the input', () => {
    fc.assert(
      fc.property(wild, size, (option, price) => {
        for (const compute of [blackScholes, greeks]) expectNumbers(() => compute(option));
        expectNumbers(() => impliedVolatility(option, price));
      }),
      { numRuns: 2000 },
    );
  });

  it('have them when they are American, too', () => {
    const settings = { steps: 21 };
    fc.assert(
      fc.property(wild, size, size, (option, years, amount) => {
        expectNumbers(() => americanOption(option, settings));
        expectNumbers(() => americanOption(option, { ...settings, dividends: [{ years, amount }] }));
        expectNumbers(() => americanGreeks(option, settings));
        for (const compute of [bjerksundStensland1993, bjerksundStensland2002, baroneAdesiWhaley, juZhong]) {
          expectNumbers(() => compute(option));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('make finite positions, or an error that names the legs', () => {
    const inputs = { rate: 0.01, dividendYield: 0, volatilityOf: () => 0.2, yearsTo: () => 0.1 };
    fc.assert(
      fc.property(fc.array(leg, { maxLength: 3 }), anything, (legs, spot) => {
        expectNumbers(() => payoffAt(legs, spot));
        expectNumbers(() => theoreticalProfit(legs, spot, inputs));
        expectNumbers(() => {
          const { cost, maximumProfit, maximumLoss, breakEvens } = payoffProfile(legs);
          const extremesOf = [maximumProfit, maximumLoss].map((each) => (each.kind === 'finite' ? each.amount : 0));
          return [cost, ...extremesOf, ...breakEvens];
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('are named one by one', () => {
    expect(() => blackScholes(anOption({ years: 100, volatility: 1e308 }))).toThrow(/option has a value/);
    expect(() => greeks(anOption({ years: 100, volatility: 1e308 }))).toThrow(/option\[0\] has a value/);
    const shares: Leg = { kind: 'shares', shares: 1e300, price: 1e10 };
    expect(() => payoffAt([shares], 1)).toThrow(/legs come to more/);
    expect(() => theoreticalProfit([{ ...shares, shares: 1 }], Number.NaN, { ...never })).toThrow(
      /spot must be finite/,
    );
    expect(() =>
      positionGreeks(['delta'], [{ greeks: { delta: 0.5 }, contracts: Number.NaN, multiplier: 100 }]),
    ).toThrow(/legs come to more/);
  });
});

const never = { rate: 0, dividendYield: 0, volatilityOf: () => 0, yearsTo: () => 0 };
