import { describe, expect, it } from 'vitest';
import {
  blackScholes,
  type Greeks,
  greeks,
  type OptionInput,
  payoffAt,
  positionGreeks,
  theoreticalProfit,
} from '../../src/index.js';
import { anOption } from './options-under-test.js';
import { call, put, shares } from './strategies-under-test.js';

const NAMES = ['price', 'delta', 'gamma', 'theta', 'vega', 'rho'] as const;
const held = (contracts: number, changes: Partial<OptionInput>) => ({
  greeks: greeks(anOption(changes)),
  contracts,
  multiplier: 100,
});
const known = (value: Greeks | undefined): Greeks => {
  if (!value) throw new Error('no Greeks');
  return value;
};

describe('the Greeks of a position', () => {
  it('are the sum of sign, contracts and multiplier times those of the legs', () => {
    const total = positionGreeks(NAMES, [held(2, { strike: 95 }), held(-3, { strike: 105 })]);
    const [bought, sold] = [known(greeks(anOption({ strike: 95 }))), known(greeks(anOption({ strike: 105 })))];
    for (const name of NAMES) expect(total?.[name]).toBeCloseTo(200 * bought[name] - 300 * sold[name], 9);
  });

  it('are none but delta for shares: a covered call is a short put', () => {
    const plain = { rate: 0, dividendYield: 0 };
    const covered = positionGreeks(NAMES, [held(-1, plain)], { quantity: 100, price: 100 });
    const shortPut = positionGreeks(NAMES, [held(-1, { ...plain, right: 'put' })]);
    for (const name of ['delta', 'gamma', 'theta', 'vega'] as const) {
      expect(covered?.[name]).toBeCloseTo(shortPut?.[name] ?? Number.NaN, 9);
    }
    expect(covered?.price).toBeCloseTo(10_000 - 100 * blackScholes(anOption(plain)), 9);
  });

  it('are unknown when those of one leg are', () => {
    expect(positionGreeks(NAMES, [held(1, {}), held(1, { years: 0 })])).toBeUndefined();
  });
});

describe('the profit of a position before its last expiry', () => {
  const inputs = (now: number) => ({
    rate: 0.04,
    dividendYield: 0.01,
    volatilityOf: () => 0.25,
    yearsTo: (expiry: number) => (expiry - now) / 365,
  });

  it('is its payoff once all has expired', () => {
    const condor = [put(1, 90, 0.5), put(-1, 95, 1.5), call(-1, 105, 1.5), call(1, 110, 0.5), shares(10, 99)];
    for (const spot of [80, 93, 100, 107, 130]) {
      expect(theoreticalProfit(condor, spot, inputs(30))).toBeCloseTo(payoffAt(condor, spot), 9);
    }
  });

  it('of a calendar is greatest at the strike, when the near option expires', () => {
    const calendar = [call(-1, 100, 2.9, 30), call(1, 100, 4.2, 60)];
    const profit = (spot: number) => theoreticalProfit(calendar, spot, inputs(30));
    const far = blackScholes(anOption({ years: 30 / 365, volatility: 0.25, rate: 0.04, dividendYield: 0.01 }));
    expect(profit(100)).toBeCloseTo(100 * (far - 1.3), 9);
    expect(profit(100)).toBeGreaterThan(Math.max(profit(97), profit(103)));
    expect(profit(20)).toBeCloseTo(-130, 6);
    expect(profit(400)).toBeCloseTo(-130, 0);
  });
});
