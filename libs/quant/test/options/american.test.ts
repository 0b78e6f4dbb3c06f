import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  americanGreeks,
  americanImpliedVolatility,
  americanOption,
  baroneAdesiWhaley,
  bjerksundStensland1993,
  bjerksundStensland2002,
  blackScholes,
  greeks,
  juZhong,
  type OptionInput,
} from '../../src/index.js';
import { anOption, options } from './options-under-test.js';

const APPROXIMATIONS = [
  ['Barone-Adesi and Whaley', baroneAdesiWhaley],
  ['Bjerksund and Stensland 1993', bjerksundStensland1993],
  ['Bjerksund and Stensland 2002', bjerksundStensland2002],
  ['Ju and Zhong', juZhong],
] as const;

/** Rates and yields are positive here: what the closed approximations are made for. */
const usual = options.map((option) => ({
  ...option,
  rate: Math.abs(option.rate) + 0.001,
  dividendYield: option.dividendYield + 0.001,
  volatility: Math.min(option.volatility + 0.05, 0.8),
}));
const fewSteps = { steps: 101 };
const aPut = anOption({ right: 'put', spot: 36, strike: 40, years: 1, rate: 0.06, dividendYield: 0 });

function intrinsicOf({ right, spot, strike }: OptionInput): number {
  return Math.max(right === 'call' ? spot - strike : strike - spot, 0);
}

describe('an American option', () => {
  // F. A. Longstaff and E. S. Schwartz, "Valuing American Options by Simulation", Review of Financial Studies 14 (2001),
  // table 1, the column of finite differences: strike 40, rate 6 %.
  it.each([
    [36, 0.2, 1, 4.478],
    [36, 0.2, 2, 4.84],
    [36, 0.4, 1, 7.101],
    [36, 0.4, 2, 8.508],
    [38, 0.2, 1, 3.25],
    [38, 0.4, 2, 7.67],
    [40, 0.2, 1, 2.314],
    [40, 0.4, 1, 5.312],
    [42, 0.2, 2, 2.206],
    [44, 0.2, 1, 1.11],
    [44, 0.4, 2, 5.647],
  ])(
    'on %d with volatility %d over %d years is worth Longstaff and Schwartz’s %d',
    (spot, volatility, years, value) => {
      // Theirs may be exercised fifty times a year, ours at any time.
      const ours = americanOption({ ...aPut, spot, volatility, years }).value;
      expect(ours).toBeGreaterThan(value - 1e-3);
      expect(ours).toBeLessThan(value + 1.2e-2);
    },
  );

  // Each paper's own numbers: Haug (1998), pages 24 and 27; Ju and Zhong (1999), tables 1 and 3, the column of their formula.
  it.each([
    [
      baroneAdesiWhaley,
      anOption({ spot: 90, years: 0.1, volatility: 0.15, rate: 0.1, dividendYield: 0.1 }),
      0.0206,
      3e-3,
    ],
    [baroneAdesiWhaley, anOption({ spot: 110, volatility: 0.35, rate: 0.1, dividendYield: 0.1 }), 15.5689, 3e-3],
    [
      baroneAdesiWhaley,
      anOption({ right: 'put', spot: 90, volatility: 0.25, rate: 0.1, dividendYield: 0.1 }),
      12.4419,
      3e-3,
    ],
    [
      bjerksundStensland1993,
      anOption({ spot: 42, strike: 40, years: 0.75, volatility: 0.35, rate: 0.04, dividendYield: 0.08 }),
      5.2704,
      5e-5,
    ],
    [bjerksundStensland1993, aPut, 4.4531, 5e-5],
    [
      juZhong,
      anOption({ right: 'put', spot: 40, strike: 45, years: 0.5833, rate: 0.0488, dividendYield: 0 }),
      5.26,
      1e-3,
    ],
    [juZhong, anOption({ spot: 120, years: 3, volatility: 0.4, rate: 0.03, dividendYield: 0.07 }), 32.709, 1e-3],
  ] as const)('has the published value of its approximation: %o', (approximation, option, value, tolerance) => {
    expect(Math.abs(approximation(option) - value)).toBeLessThanOrEqual(tolerance);
  });

  it('is never worth less than a European one by an approximation', () => {
    const hasty = anOption({
      right: 'put',
      strike: 113,
      years: 0.0026,
      volatility: 2.75,
      rate: 0.074,
      dividendYield: 0,
    });
    for (const [name, value] of APPROXIMATIONS) {
      expect(value(hasty), name).toBeGreaterThanOrEqual(blackScholes(hasty));
    }
  });

  // L. Andersen, M. Lake and D. Offengenden (2016), the example of their table 2, with the premium to twelve digits.
  it('has a premium of 0.106952702747 in the example of Andersen, Lake and Offengenden', () => {
    const option = anOption({ right: 'put', years: 1, volatility: 0.25, rate: 0.05, dividendYield: 0.05 });
    expect(Math.abs(americanOption(option).earlyExerciseValue - 0.106952702747)).toBeLessThan(1e-10);
    expect(Math.abs(americanOption({ ...option, right: 'call' }).earlyExerciseValue - 0.106952702747)).toBeLessThan(
      1e-10,
    );
  });

  it('is worth the same in a tree', () => {
    fc.assert(
      fc.property(usual, (option) => {
        const exact = americanOption(option);
        const tree = americanOption(option, { steps: 501 });
        expect(Math.abs(exact.value - tree.value)).toBeLessThan(2e-4 * (option.spot + option.strike));
        const [slopes, treeSlopes] = [americanGreeks(option), americanGreeks(option, { steps: 501 })];
        expect(Math.abs((slopes?.delta ?? Number.NaN) - (treeSlopes?.delta ?? Number.NaN))).toBeLessThan(5e-3);
      }),
      { numRuns: 25 },
    );
  });

  it('falls back on a tree where the boundary cannot be found', () => {
    const still = anOption({ right: 'put', years: 10, volatility: 1e-6, rate: 0.05, dividendYield: 0.1 });
    expect(americanOption(still)).toEqual(americanOption(still, { steps: 501 }));
  });

  it('may have two boundaries, with negative rates, and is then valued in a tree', () => {
    const negative = anOption({ right: 'call', rate: -0.03, dividendYield: -0.05 });
    const { value, europeanValue, earlyExerciseValue } = americanOption({
      ...negative,
      spot: 110,
      dividendYield: -0.01,
    });
    expect(earlyExerciseValue).toBeGreaterThan(0);
    expect(value).toBeGreaterThan(europeanValue);
    expect(americanOption(negative).earlyExerciseValue).toBe(0);
  });

  it('is worth its European twin and what early exercise adds, and no less than exercising now', () => {
    fc.assert(
      fc.property(options, (option) => {
        const { value, europeanValue, earlyExerciseValue } = americanOption(option, fewSteps);
        expect(value).toBeGreaterThanOrEqual(intrinsicOf(option));
        expect(europeanValue).toBe(blackScholes(option));
        expect(earlyExerciseValue).toBeGreaterThanOrEqual(0);
        expect(Math.abs(europeanValue + earlyExerciseValue - value)).toBeLessThan(
          1e-12 * (option.spot + option.strike),
        );
      }),
    );
  });

  it('is a European one where waiting costs nothing', () => {
    const call = anOption({ spot: 130, dividendYield: 0 });
    expect(americanOption(call).earlyExerciseValue).toBe(0);
    for (const [, value] of APPROXIMATIONS) expect(value(call)).toBe(blackScholes(call));
    const put = anOption({ right: 'put', spot: 70, rate: 0 });
    expect(americanOption(put).earlyExerciseValue).toBe(0);
    for (const [, value] of APPROXIMATIONS) expect(value(put)).toBe(blackScholes(put));
  });

  it('is a put as much as a call, with spot and strike, rate and yield exchanged', () => {
    fc.assert(
      fc.property(usual, (option) => {
        const { spot, strike, rate, dividendYield } = option;
        const twin: OptionInput = {
          ...option,
          right: option.right === 'call' ? 'put' : 'call',
          spot: strike,
          strike: spot,
          rate: dividendYield,
          dividendYield: rate,
        };
        const difference = Math.abs(americanOption(option).value - americanOption(twin).value);
        expect(difference).toBeLessThan(2e-9 * (spot + strike));
      }),
      { numRuns: 40 },
    );
  });

  it('is near what the closed approximations say; those with flat boundaries never say more', () => {
    fc.assert(
      fc.property(usual, (option) => {
        const { value } = americanOption(option);
        const size = option.spot + option.strike;
        for (const [name, approximation] of APPROXIMATIONS) {
          const difference = approximation(option) - value;
          expect(Math.abs(difference), name).toBeLessThan(0.015 * size);
          if (name.startsWith('Bjerksund')) expect(difference, name).toBeLessThan(1e-7 * size);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is exercised at once deep in the money, and then is the shares', () => {
    const deep = { ...aPut, spot: 20 };
    expect(americanOption(deep)).toMatchObject({ value: 20, exercisedNow: true });
    expect(americanGreeks(deep)).toEqual({
      price: 20,
      delta: -1,
      gamma: 0,
      theta: 0,
      vega: 0,
      rho: 0,
      dividendRho: 0,
    });
    for (const [, value] of APPROXIMATIONS) expect(value(deep)).toBe(20);
  });

  it('is worth its best moment where nothing is left to chance', () => {
    const certain = { ...aPut, volatility: 0 };
    expect(americanOption(certain).value).toBe(4);
    expect(americanOption({ ...certain, years: 0 }).value).toBe(4);
    // The call gains until what a share pays is what the strike earns: at 3 % · 150 · e^(−3 % t) = 9 % · 40 · e^(−9 % t).
    const call = anOption({ spot: 80, strike: 60, rate: 0.09, dividendYield: 0.06, volatility: 0, years: 10 });
    const best = Math.log((0.09 * 60) / (0.06 * 80)) / 0.03;
    expect(americanOption(call).value).toBeCloseTo(80 * Math.exp(-0.06 * best) - 60 * Math.exp(-0.09 * best), 12);
    expect(americanGreeks(call)).toBeUndefined();
  });
});

describe('an American option on a share that pays dividends in cash', () => {
  // J. C. Hull, "Options, Futures, and Other Derivatives", example of Black's approximation: 0.50 in two and five months.
  const call = anOption({ spot: 40, strike: 40, years: 0.5, rate: 0.09, dividendYield: 0, volatility: 0.3 });
  const dividends = [2, 5].map((months) => ({ years: months / 12, amount: 0.5 }));

  it('has Hull’s European value, and some more', () => {
    const { europeanValue, earlyExerciseValue } = americanOption(call, { dividends });
    expect(europeanValue).toBeCloseTo(3.67, 2);
    expect(earlyExerciseValue).toBeGreaterThan(0.03);
    expect(earlyExerciseValue).toBeLessThan(0.08);
  });

  it('is exercised before a dividend that is more than what waiting is worth', () => {
    const deep = { ...call, spot: 60, years: 0.1 };
    const soon = [{ years: 1e-4, amount: 5 }];
    // Not now but just before it, which is worth the interest on the strike until then.
    expect(americanOption(deep, { dividends: soon }).value).toBeCloseTo(60 - 40 * Math.exp(-deep.rate * 1e-4), 6);
    expect(americanOption(deep)).toMatchObject({ exercisedNow: false });
  });

  it('does not mind dividends after its expiry', () => {
    expect(americanOption(call, { dividends: [{ years: 0.6, amount: 5 }] })).toEqual(americanOption(call));
  });

  it('is held against the dividends when nothing is left to chance', () => {
    const certain = { ...call, spot: 50, volatility: 0, rate: 0 };
    expect(americanOption(certain, { dividends }).value).toBeCloseTo(10, 12);
    expect(americanOption(certain, { dividends }).europeanValue).toBeCloseTo(9, 12);
  });

  it('names dividends that make no sense', () => {
    const withDividend = (years: number, amount: number) => () =>
      americanOption(call, { dividends: [{ years, amount }] });
    expect(withDividend(-1, 1)).toThrow(/dividends\[0\].years/);
    expect(withDividend(0.1, Number.NaN)).toThrow(/dividends\[0\].amount/);
    expect(withDividend(0.1, 41)).toThrow(/worth as much as the spot/);
  });
});

describe('the Greeks of an American option', () => {
  it('are slopes of its value', () => {
    const option = anOption({ right: 'put', spot: 98, rate: 0.06 });
    const result = americanGreeks(option);
    const value = (changes: Partial<OptionInput>) => americanOption({ ...option, ...changes }).value;
    expect(result?.price).toBeCloseTo(value({}), 12);
    expect(result?.delta).toBeCloseTo((value({ spot: 99 }) - value({ spot: 97 })) / 2, 2);
    expect(result?.gamma).toBeCloseTo(value({ spot: 99 }) + value({ spot: 97 }) - 2 * value({}), 2);
    expect(result?.theta).toBeCloseTo(value({ years: 0.5 - 1 / 365 }) - value({}), 3);
    expect(result?.vega).toBeCloseTo(value({ volatility: 0.205 }) - value({ volatility: 0.195 }), 3);
    expect(result?.rho).toBeCloseTo(value({ rate: 0.065 }) - value({ rate: 0.055 }), 3);
    expect(result?.dividendRho).toBeCloseTo(value({ dividendYield: 0.025 }) - value({ dividendYield: 0.015 }), 3);
  });

  it('are the European ones where early exercise is worth nothing', () => {
    const call = anOption({ dividendYield: 0 });
    const european = greeks(call);
    for (const [name, value] of Object.entries(americanGreeks(call) ?? {})) {
      const tolerance = name === 'dividendRho' ? 1e-3 : 1e-5;
      expect(Math.abs(value - (european?.[name as 'delta'] ?? Number.NaN)), name).toBeLessThan(tolerance);
    }
  });

  it('are none at the kink of the payoff', () => {
    expect(americanGreeks(anOption({ years: 0, spot: 90 }))).toBeUndefined();
  });
});

describe('the volatility in an American price', () => {
  it.each([
    aPut,
    anOption({ right: 'put', spot: 104, rate: 0.06 }),
    anOption({ spot: 104, dividendYield: 0.08 }),
    anOption({ strike: 140, volatility: 0.35 }),
  ])('is the one that made it: %j', (option) => {
    const outcome = americanImpliedVolatility(option, americanOption(option, fewSteps).value, fewSteps);
    expect(outcome).toMatchObject({ kind: 'found', volatility: expect.closeTo(option.volatility, 7) });
  });

  it('is none where the price is out of bounds, at what exercising brings, or of an option that has expired', () => {
    expect(americanImpliedVolatility(aPut, 3.9)).toEqual({ kind: 'below-bound', bound: 4 });
    expect(americanImpliedVolatility(aPut, 40.1)).toEqual({ kind: 'above-bound', bound: 40 });
    expect(americanImpliedVolatility(aPut, 4)).toEqual({ kind: 'no-solution', reason: 'no-time-value' });
    expect(americanImpliedVolatility(aPut, 40)).toEqual({ kind: 'no-solution', reason: 'at-upper-bound' });
    expect(americanImpliedVolatility({ ...aPut, years: 0 }, 4)).toEqual({ kind: 'no-solution', reason: 'expired' });
  });

  it('is not reached in the steps allowed', () => {
    expect(americanImpliedVolatility(aPut, 5, fewSteps, 2)).toMatchObject({ kind: 'not-converged', steps: 2 });
  });
});

describe('an American option that cannot be valued', () => {
  it('names its steps, which must be odd', () => {
    expect(() => americanOption(aPut, { steps: 100 })).toThrow(expect.objectContaining({ parameter: 'steps' }));
    expect(() => americanOption(aPut, { steps: 3 })).toThrow(expect.objectContaining({ parameter: 'steps' }));
  });

  it.each(APPROXIMATIONS)('has two boundaries, which %s do not know', (_, value) => {
    expect(() => value(anOption({ rate: -0.01 }))).toThrow(expect.objectContaining({ parameter: 'rate' }));
    expect(() => value(anOption({ right: 'put', dividendYield: -0.01 }))).toThrow(
      expect.objectContaining({ parameter: 'dividendYield' }),
    );
    expect(() => value(anOption({ spot: Number.NaN }))).toThrow(expect.objectContaining({ parameter: 'spot' }));
  });
});
