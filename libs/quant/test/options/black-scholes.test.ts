import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blackScholes,
  GREEK_NAMES,
  GREEKS_WIDTH,
  type Greeks,
  greeks,
  greeksAt,
  greeksColumns,
  greeksPerUnit,
  type OptionInput,
  QuantError,
} from '../../src/index.js';
import { anOption, options } from './options-under-test.js';

function derivativesOf(option: OptionInput): Greeks {
  const result = greeksPerUnit(option);
  if (!result) throw new Error('no Greeks');
  return result;
}

/** Slope by the central difference of fourth order. */
function slope(value: (x: number) => number, x: number, step: number): number {
  return (8 * (value(x + step) - value(x - step)) - (value(x + 2 * step) - value(x - 2 * step))) / (12 * step);
}

/** Which Greek is the slope of which other number along which input. */
const SLOPES: readonly [
  greek: keyof Greeks,
  of: keyof Greeks,
  along: 'spot' | 'volatility' | 'years' | 'rate' | 'dividendYield',
  sign: 1 | -1,
][] = [
  ['delta', 'price', 'spot', 1],
  ['gamma', 'delta', 'spot', 1],
  ['speed', 'gamma', 'spot', 1],
  ['vega', 'price', 'volatility', 1],
  ['vanna', 'delta', 'volatility', 1],
  ['vomma', 'vega', 'volatility', 1],
  ['zomma', 'gamma', 'volatility', 1],
  ['theta', 'price', 'years', -1],
  ['charm', 'delta', 'years', -1],
  ['color', 'gamma', 'years', -1],
  ['rho', 'price', 'rate', 1],
  ['dividendRho', 'price', 'dividendYield', 1],
];

describe('the value of a European option', () => {
  // E. G. Haug, "The Complete Guide to Option Pricing Formulas", 2nd edition, chapters 1 and 2.
  it.each([
    [anOption({ spot: 60, strike: 65, years: 0.25, rate: 0.08, dividendYield: 0, volatility: 0.3 }), 2.1334],
    [anOption({ right: 'put', spot: 100, strike: 95, rate: 0.1, dividendYield: 0.05, volatility: 0.2 }), 2.4648],
    [anOption({ right: 'put', spot: 75, strike: 70, rate: 0.1, dividendYield: 0.05, volatility: 0.35 }), 4.087],
  ])('is Haug’s', (option, value) => {
    expect(blackScholes(option)).toBeCloseTo(value, 4);
  });

  it('keeps put–call parity', () => {
    fc.assert(
      fc.property(options, (option) => {
        const { spot, strike, years, rate, dividendYield } = option;
        const call = blackScholes({ ...option, right: 'call' });
        const put = blackScholes({ ...option, right: 'put' });
        const forward = spot * Math.exp(-dividendYield * years) - strike * Math.exp(-rate * years);
        expect(Math.abs(call - put - forward)).toBeLessThan(1e-13 * (spot + strike));
      }),
    );
  });

  it('scales with the currency, rises with volatility and stays between its bounds', () => {
    fc.assert(
      fc.property(options, fc.double({ min: 0.01, max: 100, noNaN: true }), (option, factor) => {
        const { spot, strike, years, rate, dividendYield } = option;
        const value = blackScholes(option);
        const scaled = blackScholes({ ...option, spot: spot * factor, strike: strike * factor });
        expect(Math.abs(scaled - factor * value)).toBeLessThan(1e-12 * factor * (spot + strike));
        // Deep in the money volatility is worth less than the last digit: a put of 16.000000000000004 on 5 at no rate.
        const rounding = 1e-13 * (spot + strike);
        const moreVolatile = blackScholes({ ...option, volatility: option.volatility * 1.1 });
        expect(moreVolatile).toBeGreaterThanOrEqual(value - rounding);
        const asset = spot * Math.exp(-dividendYield * years);
        const cash = strike * Math.exp(-rate * years);
        const sign = option.right === 'call' ? 1 : -1;
        expect(value).toBeGreaterThanOrEqual(Math.max(sign * (asset - cash), 0) - rounding);
        expect(value).toBeLessThanOrEqual(sign > 0 ? asset : cash);
      }),
    );
  });

  it.each([{ years: 0 }, { volatility: 0 }])('is the discounted payoff of the forward with %j', (certain) => {
    const { years, rate, dividendYield } = anOption(certain);
    for (const spot of [50, 99, 101, 250]) {
      const forward = spot * Math.exp(-dividendYield * years) - 100 * Math.exp(-rate * years);
      expect(blackScholes(anOption({ ...certain, spot }))).toBe(Math.max(forward, 0));
      expect(blackScholes(anOption({ ...certain, spot, right: 'put' }))).toBe(Math.max(-forward, 0));
    }
  });

  it('is nothing far out of the money and the forward far in it', () => {
    expect(blackScholes(anOption({ spot: 1e-3, strike: 1e6 }))).toBe(0);
    expect(blackScholes(anOption({ right: 'put', spot: 1e6, strike: 1e-3 }))).toBe(0);
    expect(blackScholes(anOption({ spot: 1e6, strike: 1, rate: 0, dividendYield: 0 }))).toBeCloseTo(999_999, 9);
  });
});

describe('the Greeks', () => {
  // Haug, chapter 2: delta, gamma, vega, theta, rho and the sensitivity to the yield, each with its own example.
  it.each([
    ['delta', anOption({ spot: 105, rate: 0.1, dividendYield: 0.1, volatility: 0.36 }), 0.5946],
    ['gamma', anOption({ spot: 55, strike: 60, years: 0.75, rate: 0.1, dividendYield: 0, volatility: 0.3 }), 0.0278],
    ['vega', anOption({ spot: 55, strike: 60, years: 0.75, rate: 0.1, dividendYield: 0, volatility: 0.3 }), 18.9358],
    [
      'theta',
      anOption({ right: 'put', spot: 430, strike: 405, years: 1 / 12, rate: 0.07, dividendYield: 0.05 }),
      -31.1924,
    ],
    ['rho', anOption({ spot: 72, strike: 75, years: 1, rate: 0.09, dividendYield: 0, volatility: 0.19 }), 38.7325],
  ] as const)('have Haug’s %s', (name, option, value) => {
    expect(derivativesOf(option)[name]).toBeCloseTo(value, 4);
  });

  it.each(SLOPES)('%s is the slope of %s along the %s', (greek, of, along, sign) => {
    fc.assert(
      fc.property(options, (option) => {
        // Where a step of the difference is small beside what the number varies over.
        const smooth = {
          ...option,
          strike: option.spot * (option.strike / option.spot) ** 0.2,
          years: option.years + 0.25,
          volatility: option.volatility + 0.15,
        };
        const step = along === 'rate' || along === 'dividendYield' ? 1e-3 : smooth[along] * 2e-3;
        const estimate = sign * slope((x) => derivativesOf({ ...smooth, [along]: x })[of], smooth[along], step);
        const size = Math.abs(derivativesOf(smooth)[of]) / (along === 'spot' ? smooth.spot : 1);
        expect(Math.abs(derivativesOf(smooth)[greek] - estimate)).toBeLessThan(1e-5 * (Math.abs(estimate) + size));
      }),
    );
  });

  it('obey the equation the price solves: θ + ½σ²S²Γ + (r − q)SΔ = rV', () => {
    fc.assert(
      fc.property(options, (option) => {
        const { theta, gamma, delta, price } = derivativesOf(option);
        const { spot, strike, volatility, rate, dividendYield } = option;
        const diffusion = 0.5 * volatility ** 2 * spot ** 2 * gamma;
        const left = theta + diffusion + (rate - dividendYield) * spot * delta;
        expect(Math.abs(left - rate * price)).toBeLessThan(1e-12 * (spot + strike + diffusion));
      }),
    );
  });

  it('are quoted per calendar day and per percentage point', () => {
    const raw = derivativesOf(anOption());
    const quotedGreeks = greeks(anOption());
    expect(quotedGreeks).toEqual({
      ...raw,
      vega: raw.vega / 100,
      theta: raw.theta / 365,
      rho: raw.rho / 100,
      dividendRho: raw.dividendRho / 100,
      vanna: raw.vanna / 100,
      charm: raw.charm / 365,
      vomma: raw.vomma / 10_000,
      color: raw.color / 365,
      zomma: raw.zomma / 100,
    });
  });

  it('are those of a forward once the payoff is certain, and none at its kink', () => {
    expect(greeks(anOption({ years: 0, spot: 120 }))).toMatchObject({ price: 20, delta: 1, gamma: 0, vega: 0 });
    expect(greeks(anOption({ years: 0, spot: 80 }))).toMatchObject({ price: 0, delta: 0, theta: 0 });
    expect(greeks(anOption({ right: 'put', years: 0, spot: 80 }))).toMatchObject({ price: 20, delta: -1 });
    expect(greeks(anOption({ years: 0 }))).toBeUndefined();
    expect(greeks(anOption({ volatility: 0, rate: 0, dividendYield: 0 }))).toBeUndefined();
  });

  it('stay finite where the density of the outcome is no longer a number', () => {
    for (const option of [
      anOption({ strike: 1e9 }),
      anOption({ strike: 1e-9, right: 'put' }),
      anOption({ volatility: 80 }),
      anOption({ years: 1e-9, spot: 101 }),
      anOption({ volatility: 1e-200, spot: 101 }),
    ]) {
      for (const value of Object.values(derivativesOf(option))) expect(value).toSatisfy(Number.isFinite);
    }
  });

  it('come in columns too, the same numbers', () => {
    fc.assert(
      fc.property(fc.array(options, { minLength: 1, maxLength: 8 }), (list) => {
        const out = greeksColumns(columnsOf(list));
        expect(out).toHaveLength(list.length * GREEKS_WIDTH);
        for (const [i, option] of list.entries()) {
          expect(greeksAt(out, i)).toEqual(greeksPerUnit(option));
          expect(Math.abs(greeksAt(out, i).price - blackScholes(option))).toBeLessThan(
            1e-13 * (option.spot + option.strike),
          );
        }
        expect(Object.keys(greeksAt(out, 0))).toEqual([...GREEK_NAMES]);
      }),
    );
  });
});

describe('an option that cannot be valued', () => {
  it.each([
    ['spot', 0],
    ['spot', Number.NaN],
    ['strike', -1],
    ['strike', Infinity],
    ['years', -0.1],
    ['volatility', -0.2],
    ['rate', Number.NaN],
    ['dividendYield', -Infinity],
  ] as const)('names its %s of %d', (parameter, value) => {
    const broken = anOption({ [parameter]: value });
    expect(() => blackScholes(broken)).toThrow(expect.objectContaining({ name: 'QuantError', parameter }));
    expect(() => greeks(broken)).toThrow(expect.objectContaining({ name: 'QuantError', parameter }));
    expect(() => greeksColumns(columnsOf([anOption(), broken]))).toThrow(
      expect.objectContaining({ name: 'QuantError', parameter, index: 1 }),
    );
  });

  it('is of neither right', () => {
    expect(() => blackScholes(anOption({ right: 'both' as 'call' }))).toThrow(QuantError);
    expect(() => greeksColumns({ ...columnsOf([anOption()]), sign: [0] })).toThrow(/sign\[0\]/);
  });

  it('has discounts that no number holds, or a strike out of all proportion', () => {
    expect(() => blackScholes(anOption({ rate: -1e4 }))).toThrow(expect.objectContaining({ parameter: 'rate' }));
    expect(() => greeks(anOption({ spot: 1e-200, strike: 1e200 }))).toThrow(
      expect.objectContaining({ parameter: 'strike' }),
    );
  });

  it('stands in columns of unequal length, at the kink, or before too little room', () => {
    const columns = columnsOf([anOption(), anOption({ years: 0 })]);
    expect(() => greeksColumns({ ...columns, rate: [0.05] })).toThrow(expect.objectContaining({ parameter: 'rate' }));
    expect(() => greeksColumns(columns)).toThrow(expect.objectContaining({ parameter: 'strike', index: 1 }));
    expect(() => greeksColumns(columns, new Float64Array(GREEKS_WIDTH))).toThrow(
      expect.objectContaining({ parameter: 'out' }),
    );
    expect(() => greeksAt(new Float64Array(GREEKS_WIDTH), 1)).toThrow(expect.objectContaining({ parameter: 'index' }));
  });
});

function columnsOf(list: readonly OptionInput[]) {
  const column = (name: Exclude<keyof OptionInput, 'right'>) => Float64Array.from(list, (option) => option[name]);
  return {
    sign: Int8Array.from(list, (option) => (option.right === 'call' ? 1 : -1)),
    spot: column('spot'),
    strike: column('strike'),
    years: column('years'),
    volatility: column('volatility'),
    rate: column('rate'),
    dividendYield: column('dividendYield'),
  };
}
