import { describe, expect, it } from 'vitest';
import { americanGreeks, americanImpliedVolatility, americanOption } from '../../src/index.js';
import { anOption } from './options-under-test.js';

// QuantLib 1.44, QdFpAmericanEngine in its scheme of high precision, actual/365; a tree of 8000 steps (Cox, Ross and
// Rubinstein) says the same to 1e-3. With so much interest beside the volatility the boundary hugs the strike.
describe('an American option with little volatility beside the interest', () => {
  it.each([
    ['put', 100, 10, 0.06, 0.13, 0.01, 0.5470483657],
    ['put', 100, 7, 0.02, 0.05, 0, 0.1468581332],
    ['put', 100, 1, 0.05, 0.1, 0, 0.4544295344],
    ['call', 100, 5, 0.04, 0.02, 0.08, 0.4851398589],
    ['put', 102, 10, 0.01, 0.1, 0.02, 2],
  ] as const)('is worth its reference: a %s at %d over %d years, volatility %d, rate %d, yield %d', (...row) => {
    const [right, strike, years, volatility, rate, dividendYield, value] = row;
    const option = anOption({ right, spot: 100, strike, years, volatility, rate, dividendYield });
    expect(Math.abs(americanOption(option).value - value)).toBeLessThan(2e-6);
  });

  // No option is worth more than the one without end: R. C. Merton, "Theory of Rational Option Pricing" (1973), here with
  // the exponent β < 0 of the fundamental equation and a boundary of K·β / (β − 1).
  it('is never worth more than the one without end', () => {
    const [rate, dividendYield, volatility, strike] = [0.13, 0.01, 0.06, 100];
    const tilt = (rate - dividendYield) / volatility ** 2 - 0.5;
    const beta = -tilt - Math.sqrt(tilt ** 2 + (2 * rate) / volatility ** 2);
    const boundary = (strike * beta) / (beta - 1);
    const perpetual = (strike - boundary) * (100 / boundary) ** beta;
    const option = anOption({ right: 'put', spot: 100, strike, volatility, rate, dividendYield });
    for (const years of [0.5, 2, 5, 10]) {
      expect(americanOption({ ...option, years }).value).toBeLessThan(perpetual + 1e-6);
    }
  });
});

describe('the slopes of an American option with little volatility', () => {
  // QuantLib 1.44, QdFpAmericanEngine: central differences of fourth order at a step of 1e-4, per 1 % point.
  it.each([
    ['call', 85, 0.03, 0.0192, 0.0162, 3.270869e-3, 0.592577, -0.692942, 5e-3],
    ['put', 100, 0.05, 0.08, 0.01, 0.2327597, -0.0770695, 0.075862, 2e-6],
  ] as const)('do not reach into where it is exercised at once: a %s at %d', (...row) => {
    const [right, strike, volatility, rate, dividendYield, vega, rho, dividendRho, tolerance] = row;
    const option = anOption({ right, spot: 100, strike, years: 1, volatility, rate, dividendYield });
    const ours = americanGreeks(option);
    expect(Math.abs((ours?.vega ?? Number.NaN) - vega)).toBeLessThan(tolerance);
    expect(Math.abs((ours?.rho ?? Number.NaN) - rho)).toBeLessThan(tolerance);
    expect(Math.abs((ours?.dividendRho ?? Number.NaN) - dividendRho)).toBeLessThan(tolerance);
  });

  it('do not keep the volatility in its price from being found', () => {
    const put = anOption({
      right: 'put',
      spot: 100,
      strike: 84.52548948889924,
      years: 1,
      rate: 0.044074404239654544,
      dividendYield: 0.07420159339904785,
    });
    const { value } = americanOption({ ...put, volatility: 0.05 });
    const found = americanImpliedVolatility(put, value);
    expect(found).toMatchObject({ kind: 'found' });
    expect(found.kind === 'found' && Math.abs(found.volatility - 0.05)).toBeLessThan(1e-7);
  });
});

describe('an American option beside dividends in cash', () => {
  const days = (...dividends: readonly (readonly [number, number])[]) => ({
    dividends: dividends.map(([day, amount]) => ({ years: day / 365, amount })),
  });

  // QuantLib 1.44, AnalyticDividendEuropeanEngine: a yield is paid on the escrowed part as well.
  it.each([
    ['call', 8.526935547853],
    ['put', 10.458191042837],
  ] as const)('has QuantLib’s European value, a yield of 3 %% beside two dividends: %s', (right, value) => {
    const option = anOption({ right, years: 1, volatility: 0.25, rate: 0.04, dividendYield: 0.03 });
    const { europeanValue } = americanOption(option, days([91, 1.5], [273, 1.5]));
    expect(Math.abs(europeanValue - value)).toBeLessThan(1e-10);
  });

  // A tree of Cox, Ross and Rubinstein with 40 steps a day, so that each dividend falls on a step, exercised before it or
  // after it, its premium added to the exact European value.
  it.each([
    ['call', 100, 365, 0.25, 0.04, 0.03, days([91, 1.5], [273, 1.5]), 8.78556],
    ['put', 100, 365, 0.25, 0.04, 0.03, days([91, 1.5], [273, 1.5]), 10.58262],
    ['put', 118, 438, 0.05, 0.05, 0, days([15, 0.8], [150, 2.9], [301, 1.2]), 19.23947],
    ['call', 97, 399, 0.1, 0.001, 0, days([74, 2.2], [190, 0.7]), 4.479],
  ] as const)('is exercised at them, wherever they fall: a %s at %d over %d days', (...row) => {
    const [right, strike, expiry, volatility, rate, dividendYield, settings, value] = row;
    const option = anOption({ right, spot: 100, strike, years: expiry / 365, volatility, rate, dividendYield });
    expect(Math.abs(americanOption(option, settings).value - value)).toBeLessThan(3e-3);
  });

  it('is, as a put without volatility, exercised just after the best of them', () => {
    const put = anOption({
      right: 'put',
      spot: 100,
      strike: 120,
      years: 1,
      volatility: 0,
      rate: 0.05,
      dividendYield: 0,
    });
    const { value } = americanOption(put, days([182.5, 5]));
    // Then the strike is received half a year from now for shares that have paid their dividend.
    expect(value).toBeCloseTo(120 * Math.exp(-0.025) - (100 - 5 * Math.exp(-0.025)), 12);
  });

  it('takes no notice of one that is paid today: the spot is already without it', () => {
    const call = anOption({ right: 'call', spot: 100, strike: 90, years: 1 });
    expect(americanOption(call, days([0, 5]))).toEqual(americanOption(call));
  });
});
