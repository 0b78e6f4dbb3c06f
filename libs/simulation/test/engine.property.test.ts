import { Decimal } from '@cream/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allFees,
  bpsFees,
  type CorporateAction,
  fixedBps,
  type OrderTicket,
  perUnit,
  Simulation,
  type SimulationResult,
  type SimulationSettings,
  type Strategy,
} from '../src/index.js';
import { DAY_MS, dailyBars, type Ohlcv, OPEN_MS, series } from './bars.js';

const cents = fc.integer({ min: 500, max: 20_000 }).map((price) => price / 100);
const bar = fc
  .tuple(cents, cents, cents, cents, fc.integer({ min: 0, max: 500 }))
  .map(([a, b, c, d, volume]): Ohlcv => [a, Math.max(a, b, c, d), Math.min(a, b, c, d), b, volume]);
const bars = fc.array(bar, { minLength: 2, maxLength: 25 });
const ticket = fc
  .record({
    symbol: fc.constantFrom('A', 'B'),
    side: fc.constantFrom('BUY' as const, 'SELL' as const),
    type: fc.constantFrom('MARKET', 'LIMIT', 'STOP', 'STOP_LIMIT', 'TRAILING_STOP'),
    quantity: fc.oneof(
      fc.integer({ min: 1, max: 90 }),
      fc.integer({ min: 1, max: 9_000 }).map((n) => n / 1000),
    ),
    prices: fc.tuple(cents, cents),
    tif: fc.constantFrom('DAY' as const, 'GTC' as const, 'IOC' as const, 'FOK' as const),
    reduceOnly: fc.boolean(),
    guarded: fc.boolean(),
  })
  .map(({ type, prices: [one, two], guarded, ...order }): OrderTicket => {
    const [low, high] = [Math.min(one, two), Math.max(one, two) + 0.01];
    const bracket = order.side === 'BUY' ? { stop: low, target: high } : { stop: high, target: low };
    const base = guarded && !order.reduceOnly ? { ...order, bracket } : order;
    if (type === 'MARKET') return { ...base, type };
    if (type === 'LIMIT') return { ...base, type, limit: one };
    if (type === 'STOP') return { ...base, type, stop: one };
    if (type === 'STOP_LIMIT') return { ...base, type, stop: one, limit: two };
    return { ...base, type: 'TRAILING_STOP', trail: { amount: low / 10 } };
  });
const script = fc.array(fc.array(ticket, { maxLength: 3 }), { maxLength: 25 });
const action = fc
  .record({ symbol: fc.constantFrom('A', 'B'), n: fc.integer({ min: 1, max: 24 }), dividend: fc.boolean() })
  .map(({ symbol, n, dividend }): CorporateAction => {
    const exMs = OPEN_MS + n * DAY_MS;
    return dividend ? { kind: 'DIVIDEND', symbol, exMs, amount: 0.37 } : { kind: 'SPLIT', symbol, exMs, ratio: 2 };
  });
const world = fc.record({
  a: bars,
  b: bars,
  script,
  actions: fc.array(action, { maxLength: 3 }),
  share: fc.option(fc.constantFrom(0.1, 0.5), { nil: undefined }),
  allowShort: fc.boolean(),
});

const settingsOf = (one: { actions?: CorporateAction[]; share?: number | undefined; allowShort: boolean }) =>
  ({
    cash: 100_000,
    slippage: fixedBps(2.5),
    fees: allFees(bpsFees(0.7), perUnit('EQUITY', 0.005, 0.35)),
    rules: { volumeShare: one.share },
    allowShort: one.allowShort,
    actions: one.actions ?? [],
    borrow: { annualRate: () => 0.05 },
  }) satisfies SimulationSettings;

/** Sends what the script says of a bar, at the close of that bar of A. */
const sending = (orders: readonly (readonly OrderTicket[])[]): Strategy => ({
  onBar({ symbol, index }, trader) {
    if (symbol === 'A') for (const one of orders[index] ?? []) trader.submit(one);
  },
});

const play = (settings: SimulationSettings, a: Ohlcv[], b: Ohlcv[], strategy: Strategy): SimulationResult =>
  new Simulation(settings, [series('A', dailyBars(a)), series('B', dailyBars(b))]).run(strategy);

describe('whatever is sent and whatever the market does', () => {
  it('cash and units are those of the fills, the actions and the borrowing, to the last digit', () => {
    fc.assert(
      fc.property(world, ({ a, b, script: orders, ...one }) => {
        const { fills, cashEvents, cash, positions, finalEquity, equity } = play(
          settingsOf(one),
          a,
          b,
          sending(orders),
        );
        let expected = new Decimal(100_000);
        for (const { buy, quantity, price, fees } of fills) {
          const amount = new Decimal(quantity).times(price);
          expected = (buy ? expected.minus(amount) : expected.plus(amount)).minus(fees);
        }
        for (const { amount } of cashEvents) expected = expected.plus(amount);
        expect(cash.toFixed()).toBe(expected.toFixed());
        if (one.actions.some(({ kind }) => kind === 'SPLIT')) return;
        for (const symbol of ['A', 'B']) {
          const own = fills.filter((fill) => fill.symbol === symbol);
          const units = own.reduce((sum, fill) => sum.plus(fill.buy ? fill.quantity : -fill.quantity), new Decimal(0));
          expect(positions.get(symbol) ?? 0).toBe(units.toNumber());
        }
        const worth = [...positions].map(([symbol, units]) =>
          new Decimal((symbol === 'A' ? a : b).at(-1)?.[3] ?? 0).times(units),
        );
        expect(finalEquity.toFixed()).toBe(worth.reduce((sum, held) => sum.plus(held), cash).toFixed());
        expect(equity.at(-1)).toBeCloseTo(finalEquity.toNumber(), 5);
      }),
    );
  });

  it('what is realised, and what is still open, is what was earned', () => {
    fc.assert(
      fc.property(bars, script, (a, orders) => {
        const settings = { cash: 100_000, fees: bpsFees(1) };
        const whole = orders.map((some) =>
          some.filter(({ symbol, quantity = 0 }) => symbol === 'A' && Number.isInteger(quantity)),
        );
        const { fills, positions, finalEquity } = play(settings, a, a, sending(whole));
        if (positions.size > 0) return;
        const opening = fills.filter(({ realized }) => realized === undefined);
        const realized = fills.reduce((sum, fill) => sum + (fill.realized ?? 0), 0);
        const fees = opening.reduce((sum, fill) => sum + fill.fees, 0);
        expect(realized - fees).toBeCloseTo(finalEquity.minus(100_000).toNumber(), 3);
      }),
    );
  });

  it('fills lie within their bar, slippage apart, take no more than their share of its volume, and respect limits', () => {
    fc.assert(
      fc.property(world, ({ a, b, script: orders, ...one }) => {
        const settings = { ...settingsOf(one), slippage: fixedBps(0), actions: [] };
        const { fills } = play(settings, a, b, sending(orders));
        const taken = new Map<string, number>();
        for (const { symbol, price, quantity, startMs } of fills) {
          const [, high = 0, low = 0, , volume = 0] = (symbol === 'A' ? a : b)[(startMs - OPEN_MS) / DAY_MS] ?? [];
          expect(price >= low && price <= high).toBe(true);
          const key = `${symbol} ${startMs}`;
          taken.set(key, (taken.get(key) ?? 0) + quantity);
          if (one.share !== undefined) expect(taken.get(key)).toBeLessThanOrEqual(volume * one.share + 1e-9);
        }
      }),
    );
  });

  it('nothing is held short where that is not allowed', () => {
    fc.assert(
      fc.property(world, ({ a, b, script: orders, ...one }) => {
        const held = new Map<string, number>();
        const { fills } = play({ ...settingsOf(one), actions: [], allowShort: false }, a, b, sending(orders));
        for (const { symbol, buy, quantity } of fills) {
          const units = (held.get(symbol) ?? 0) + (buy ? quantity : -quantity);
          expect(units).toBeGreaterThan(-1e-9);
          held.set(symbol, units);
        }
      }),
    );
  });

  it('the past does not depend on the future', () => {
    fc.assert(
      fc.property(world, fc.nat(24), ({ a, b, script: orders, ...one }, cut) => {
        const whole = play(settingsOf(one), a, b, sending(orders));
        const length = Math.min(cut + 1, a.length);
        const part = play(settingsOf(one), a.slice(0, length), b.slice(0, length), sending(orders));
        const endMs = part.times.at(-1) ?? 0;
        expect(part.fills).toEqual(whole.fills.filter((fill) => fill.endMs <= endMs));
        expect([...part.equity]).toEqual([...whole.equity].slice(0, part.equity.length));
      }),
    );
  });

  it('symbols are treated alike, in whatever order they are given', () => {
    fc.assert(
      fc.property(world, ({ a, b, script: orders, ...one }) => {
        const settings = settingsOf(one);
        const strategy = (): Strategy => ({
          onBar({ symbol, index }, trader) {
            for (const order of orders[index] ?? []) if (order.symbol === symbol) trader.submit(order);
          },
        });
        const forth = play(settings, a, b, strategy());
        const back = new Simulation(settings, [series('B', dailyBars(b)), series('A', dailyBars(a))]).run(strategy());
        expect(back.cash.toFixed()).toBe(forth.cash.toFixed());
        expect(new Map([...back.positions].sort())).toEqual(new Map([...forth.positions].sort()));
        expect([...back.equity]).toEqual([...forth.equity]);
      }),
    );
  });
});
