import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blackScholes,
  greeksPerUnit,
  IMPLIED_STATUS,
  impliedVolatility,
  impliedVolatilityColumns,
  type OptionInput,
} from '../../src/index.js';
import { anOption, options } from './options-under-test.js';

function volatilityIn(option: OptionInput): number {
  const outcome = impliedVolatility(option, blackScholes(option));
  if (outcome.kind !== 'found') throw new Error(`${outcome.kind} for ${JSON.stringify(option)}`);
  return outcome.volatility;
}

describe('implied volatility', () => {
  // J. C. Hull, "Options, Futures, and Other Derivatives", section "Implied volatilities": a call of 1.875 on 21 at 20.
  it('is Hull’s 23.5 %', () => {
    const terms = anOption({ spot: 21, strike: 20, years: 0.25, rate: 0.1, dividendYield: 0 });
    expect(impliedVolatility(terms, 1.875)).toMatchObject({ kind: 'found', volatility: expect.closeTo(0.235, 3) });
  });

  it('gives back the volatility that made the price, wherever the price tells it', () => {
    fc.assert(
      fc.property(options, (option) => {
        const vega = greeksPerUnit(option)?.vega ?? 0;
        // What the price's own rounding leaves uncertain.
        const uncertain = (8 * Number.EPSILON * (option.spot + option.strike)) / vega;
        fc.pre(uncertain < 1e-3);
        expect(Math.abs(volatilityIn(option) - option.volatility)).toBeLessThan(1e-10 + uncertain);
      }),
      { numRuns: 2000 },
    );
  });

  it('gives it back to the last digits out of the money, however small the price', () => {
    fc.assert(
      fc.property(options, (option) => {
        const { spot, strike, years, rate, dividendYield } = option;
        const forward = spot * Math.exp((rate - dividendYield) * years);
        const outside: OptionInput = { ...option, right: forward < strike ? 'call' : 'put' };
        fc.pre(blackScholes(outside) > 1e-280);
        const vega = greeksPerUnit(outside)?.vega ?? 0;
        const uncertain = (64 * Number.EPSILON * (blackScholes(outside) + spot * 1e-3)) / vega;
        fc.pre(uncertain < 1e-10);
        expect(Math.abs(volatilityIn(outside) / option.volatility - 1)).toBeLessThan(1e-10);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a penny for a far strike', anOption({ strike: 180, volatility: 0.12 })],
    ['a price with 250 zeros', anOption({ strike: 400, volatility: 0.0585 })],
    ['a volatility of 500 %', anOption({ volatility: 5, years: 2 })],
    ['at the forward exactly', anOption({ rate: 0, dividendYield: 0, volatility: 1e-6 })],
    ['a breath from the forward', anOption({ rate: 0, dividendYield: 0, strike: 100.0001, volatility: 0.001 })],
    ['a minute to expiry', anOption({ years: 1 / 525_600, strike: 100.02 })],
    ['thirty years to expiry', anOption({ years: 30, volatility: 0.4 })],
  ])('is found for %s', (_, option) => {
    expect(Math.abs(volatilityIn(option) / option.volatility - 1)).toBeLessThan(1e-9);
  });

  it('takes few steps wherever it is asked', () => {
    fc.assert(
      fc.property(options, (option) => {
        const outcome = impliedVolatility(option, blackScholes(option));
        fc.pre(outcome.kind !== 'no-solution');
        expect(outcome).toMatchObject({ kind: 'found' });
        if (outcome.kind === 'found') expect(outcome.steps).toBeLessThanOrEqual(16);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a price no volatility gives', () => {
  const call = anOption({ spot: 120 });
  const asset = 120 * Math.exp(-0.01);
  const cash = 100 * Math.exp(-0.025);

  it('is below what the option is worth at the least', () => {
    expect(impliedVolatility(call, asset - cash - 0.01)).toEqual({ kind: 'below-bound', bound: asset - cash });
    expect(impliedVolatility(anOption({ spot: 80 }), -0.01)).toEqual({ kind: 'below-bound', bound: 0 });
  });

  it('is above what the option is worth at the most', () => {
    expect(impliedVolatility(call, asset + 0.01)).toEqual({ kind: 'above-bound', bound: asset });
    expect(impliedVolatility({ ...call, right: 'put' }, cash + 0.01)).toEqual({ kind: 'above-bound', bound: cash });
  });

  it('is on its bound, where every small or great enough volatility gives it', () => {
    expect(impliedVolatility(call, asset - cash)).toEqual({ kind: 'no-solution', reason: 'no-time-value' });
    expect(impliedVolatility(anOption({ spot: 80 }), 0)).toEqual({ kind: 'no-solution', reason: 'no-time-value' });
    expect(impliedVolatility(call, asset)).toEqual({ kind: 'no-solution', reason: 'at-upper-bound' });
    expect(impliedVolatility({ ...call, right: 'put' }, cash)).toEqual({
      kind: 'no-solution',
      reason: 'at-upper-bound',
    });
  });

  it('is so small that a double has lost its digits', () => {
    const far = anOption({ strike: 400, volatility: 0.0505 });
    expect(blackScholes(far)).toBeGreaterThan(0);
    expect(blackScholes(far)).toBeLessThan(1e-300);
    expect(impliedVolatility(far, blackScholes(far))).toEqual({ kind: 'no-solution', reason: 'no-time-value' });
  });

  it('belongs to an option that has expired', () => {
    expect(impliedVolatility(anOption({ years: 0, spot: 110 }), 10)).toEqual({
      kind: 'no-solution',
      reason: 'expired',
    });
    expect(impliedVolatility(anOption({ years: 0, spot: 110 }), 9)).toMatchObject({ kind: 'below-bound' });
  });

  it('is not reached in the steps allowed', () => {
    const option = anOption({ strike: 130 });
    expect(impliedVolatility(option, blackScholes(option), 1)).toMatchObject({ kind: 'not-converged', steps: 1 });
  });

  it('is no number, or belongs to no option', () => {
    expect(() => impliedVolatility(call, Number.NaN)).toThrow(expect.objectContaining({ parameter: 'price' }));
    expect(() => impliedVolatility({ ...call, spot: 0 }, 1)).toThrow(expect.objectContaining({ parameter: 'spot' }));
    expect(() => impliedVolatility(call, 25, 0)).toThrow(expect.objectContaining({ parameter: 'maximumSteps' }));
  });
});

describe('implied volatilities of a chain', () => {
  const list = [80, 90, 100, 110, 120].map((strike) => anOption({ strike, right: strike < 100 ? 'put' : 'call' }));
  const column = (of: (option: OptionInput) => number) => Float64Array.from(list, of);
  const chain = (price: Float64Array) => ({
    sign: Int8Array.from(list, (option) => (option.right === 'call' ? 1 : -1)),
    price,
    spot: column((option) => option.spot),
    strike: column((option) => option.strike),
    years: column((option) => option.years),
    rate: column((option) => option.rate),
    dividendYield: column((option) => option.dividendYield),
  });

  it('are the same as one by one, with a reason where there is none', () => {
    const price = column(blackScholes);
    price[0] = -1;
    price[1] = 1e6;
    price[4] = 0;
    const volatility = new Float64Array(5);
    const status = new Uint8Array(5);
    expect(impliedVolatilityColumns(chain(price), volatility, status)).toBe(2);
    expect([...status].map((code) => IMPLIED_STATUS[code])).toEqual([
      'below-bound',
      'above-bound',
      'found',
      'found',
      'no-time-value',
    ]);
    expect([...volatility]).toEqual([0, 0, ...list.slice(2, 4).map(volatilityIn), 0]);
  });

  it('name a price that is no number, and columns that do not fit', () => {
    const price = column(blackScholes);
    const short = new Float64Array(4);
    expect(() => impliedVolatilityColumns(chain(price), short, new Uint8Array(5))).toThrow(/volatility has 4/);
    price[3] = Number.NaN;
    expect(() => impliedVolatilityColumns(chain(price), new Float64Array(5), new Uint8Array(5))).toThrow(
      expect.objectContaining({ parameter: 'price', index: 3 }),
    );
  });
});
