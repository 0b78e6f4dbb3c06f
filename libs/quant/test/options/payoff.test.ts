import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, type Leg, payoffAt, payoffProfile, spotGrid } from '../../src/index.js';
import { call, put, reversed, shares } from './strategies-under-test.js';

const finite = (amount: number) => expect.objectContaining({ kind: 'finite', amount });
const unbounded = { kind: 'unbounded' };

const legs: fc.Arbitrary<Leg[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('option' as const),
      right: fc.constantFrom('call' as const, 'put' as const),
      strike: fc.integer({ min: 1, max: 40 }).map((k) => k * 5),
      expiry: fc.constant(30),
      contracts: fc.integer({ min: -3, max: 3 }),
      multiplier: fc.constant(100),
      price: fc.integer({ min: 0, max: 2000 }).map((cents) => cents / 100),
    }),
    fc.record({
      kind: fc.constant('shares' as const),
      shares: fc.integer({ min: -3, max: 3 }).map((lots) => lots * 100),
      price: fc.integer({ min: 1, max: 20_000 }).map((cents) => cents / 100),
    }),
  ),
  { minLength: 1, maxLength: 6 },
);

describe('the payoff of a position at expiry', () => {
  // The Options Industry Council, strategy guide: what each may make and lose, and where it breaks even.
  it.each([
    ['a long call', [call(1, 100, 2.35)], unbounded, finite(235), [102.35]],
    ['a short call', [call(-1, 100, 2.35)], finite(235), unbounded, [102.35]],
    ['a long put', [put(1, 100, 2.35)], finite(9765), finite(235), [97.65]],
    ['a short put', [put(-1, 100, 2.35)], finite(235), finite(9765), [97.65]],
    ['a covered call', [shares(100, 98), call(-1, 100, 2)], finite(400), finite(9600), [96]],
    ['a protective put', [shares(100, 98), put(1, 95, 1.5)], unbounded, finite(450), [99.5]],
    ['a collar', [shares(100, 98), put(1, 95, 1.5), call(-1, 105, 1.2)], finite(670), finite(330), [98.3]],
    ['a bull call spread', [call(1, 100, 4), call(-1, 110, 1.2)], finite(720), finite(280), [102.8]],
    ['a bear call spread', [call(-1, 100, 4), call(1, 110, 1.2)], finite(280), finite(720), [102.8]],
    ['a bull put spread', [put(1, 90, 1.1), put(-1, 100, 3.4)], finite(230), finite(770), [97.7]],
    ['a bear put spread', [put(-1, 90, 1.1), put(1, 100, 3.4)], finite(770), finite(230), [97.7]],
    ['a long straddle', [call(1, 100, 3), put(1, 100, 2.8)], unbounded, finite(580), [94.2, 105.8]],
    ['a short strangle', [put(-1, 95, 1), call(-1, 105, 1.1)], finite(210), unbounded, [92.9, 107.1]],
    ['a butterfly', [call(1, 95, 6), call(-2, 100, 3), call(1, 105, 1.2)], finite(380), finite(120), [96.2, 103.8]],
    [
      'an iron condor',
      [put(1, 85, 0.5), put(-1, 90, 1.2), call(-1, 110, 1.3), call(1, 115, 0.6)],
      finite(140),
      finite(360),
      [88.6, 111.4],
    ],
    ['a call ratio spread', [call(1, 100, 4), call(-2, 110, 1.5)], finite(900), unbounded, [101, 119]],
    ['shares alone', [shares(100, 98)], unbounded, finite(9800), [98]],
    ['a long box', [call(1, 95, 6), put(-1, 95, 1), call(-1, 105, 1), put(1, 105, 5.8)], finite(20), finite(0), []],
  ])('of %s has the known extremes and break-evens', (_, position, maximumProfit, maximumLoss, breakEvens) => {
    const profile = payoffProfile(position);
    const amounts = ({ kind, amount }: { kind: string; amount?: number }) =>
      amount === undefined ? { kind } : { kind, amount: Number(amount.toFixed(9)) };
    expect(amounts(profile.maximumProfit)).toEqual(maximumProfit);
    expect(amounts(profile.maximumLoss)).toEqual(maximumLoss);
    expect(profile.breakEvens).toEqual(breakEvens);
  });

  it('says between which spots the extremes lie', () => {
    const { maximumProfit, maximumLoss, cost } = payoffProfile([put(-1, 95, 1), call(-1, 105, 1), call(1, 110, 0.5)]);
    expect(cost).toBe(-150);
    expect(maximumProfit).toEqual({ kind: 'finite', amount: 150, from: 95, to: 105 });
    expect(maximumLoss).toEqual({ kind: 'finite', amount: 9350, from: 0, to: 0 });
    expect(payoffProfile([put(1, 95, 1)]).maximumLoss).toEqual({ kind: 'finite', amount: 100, from: 95, to: Infinity });
  });

  it('touches zero at a strike, or rests on it', () => {
    expect(payoffProfile([call(1, 100, 0)]).breakEvens).toEqual([0, 100]);
    expect(payoffProfile([call(-1, 95, 2), call(2, 100, 0.5), put(1, 95, 1)]).breakEvens).toEqual([95, 105]);
  });

  it('is nowhere above the maximum or below the minimum, and nothing at the break-evens', () => {
    fc.assert(
      fc.property(legs, fc.double({ min: 0, max: 400, noNaN: true }), (position, spot) => {
        const { maximumProfit, maximumLoss, breakEvens } = payoffProfile(position);
        const profit = payoffAt(position, spot);
        if (maximumProfit.kind === 'finite') expect(profit).toBeLessThanOrEqual(maximumProfit.amount + 1e-6);
        if (maximumLoss.kind === 'finite') expect(profit).toBeGreaterThanOrEqual(-maximumLoss.amount - 1e-6);
        for (const breakEven of breakEvens) expect(Math.abs(payoffAt(position, breakEven))).toBeLessThan(1e-6);
      }),
    );
  });

  it('changes its sign at break-evens alone', () => {
    fc.assert(
      fc.property(legs, (position) => {
        const { breakEvens } = payoffProfile(position);
        const spots = [...spotGrid(0, 400, 801)];
        for (const [i, spot] of spots.entries()) {
          const next = spots[i + 1];
          if (next === undefined || payoffAt(position, spot) * payoffAt(position, next) >= -1e-9) continue;
          expect(breakEvens.some((breakEven) => breakEven >= spot && breakEven <= next)).toBe(true);
        }
      }),
    );
  });

  it('is a loss for one side where it is a profit for the other', () => {
    fc.assert(
      fc.property(legs, fc.double({ min: 0, max: 400, noNaN: true }), (position, spot) => {
        expect(Math.abs(payoffAt(position, spot) + payoffAt(reversed(position), spot))).toBeLessThan(1e-6);
        expect(Math.abs(costOf(position) + costOf(reversed(position)))).toBeLessThan(1e-9);
        expect(payoffProfile(reversed(position)).breakEvens).toEqual(payoffProfile(position).breakEvens);
      }),
    );
  });
});

describe('a position without a payoff', () => {
  it('expires at different times', () => {
    const calendar = [call(-1, 100, 2, 30), call(1, 100, 3, 60)];
    expect(() => payoffProfile(calendar)).toThrow(/expire at 2 different times/);
    expect(() => payoffAt(calendar, 100)).toThrow(expect.objectContaining({ parameter: 'legs' }));
  });

  it.each([
    ['legs', []],
    ['legs[1].strike', [call(1, 100, 1), call(1, 0, 1)]],
    ['legs[0].price', [call(1, 100, Number.NaN)]],
    ['legs[0].contracts', [call(0.5, 100, 1)]],
    ['legs[0].shares', [shares(Infinity, 1)]],
  ])('has bad %s', (parameter, position) => {
    expect(() => payoffProfile(position)).toThrow(expect.objectContaining({ name: 'QuantError', parameter }));
  });

  it('is asked about at a spot below 0, or drawn with one point', () => {
    expect(() => payoffAt([call(1, 100, 1)], -1)).toThrow(expect.objectContaining({ parameter: 'spot' }));
    expect(() => spotGrid(0, 10, 1)).toThrow(expect.objectContaining({ parameter: 'points' }));
    expect([...spotGrid(90, 110, 3)]).toEqual([90, 100, 110]);
  });
});
