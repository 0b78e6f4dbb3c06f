import { create } from '@bufbuild/protobuf';
import { Decimal, equity, timestamp, wire } from '@cream/domain';
import { BarInterval } from '@cream/proto/market';
import { Side } from '@cream/proto/portfolio';
import { AccountEvent_Kind, AccountEventSchema, FillSchema } from '@cream/proto/trading';
import { AS_OF_MS, DAY_MS } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodTrading } from '../src/app/period-trading.js';
import { tearSheet } from '../src/app/tear-sheet.js';

const day = (n: number) => AS_OF_MS + n * DAY_MS;
const curveOf = (values: readonly number[]) =>
  values.map((value, n) => ({ timeMs: day(n), equity: new Decimal(value) }));
/** What an account of a size becomes at some returns. */
const compounded = (first: number, returns: readonly number[]) =>
  curveOf([first, ...returns.map((_, n) => returns.slice(0, n + 1).reduce((all, r) => all * (1 + r), first))]);
const fill = (n: number, side: Side, quantity: number, price: number) =>
  create(FillSchema, {
    fillId: `fil-${n}`,
    instrument: equity('AAPL'),
    side,
    quantity: wire(quantity),
    price: wire(price),
    fees: wire(0),
    time: timestamp(day(n)),
  });
const split = (n: number, quantity: number) =>
  create(AccountEventSchema, {
    kind: AccountEvent_Kind.SPLIT,
    instrument: equity('AAPL'),
    time: timestamp(day(n)),
    value: wire(4),
    quantity: wire(quantity),
    cash: wire(0),
  });
const NOTHING = { fills: [], events: [] };

describe('what a run did between its bars', () => {
  const times = [0, 1, 2, 3, 4].map(day);

  it('is told by bar: bought, sold, and whether anything was held', () => {
    const fills = [fill(0.5, Side.BUY, 10, 100), fill(2.5, Side.SELL, 40, 30)];
    const { bought, sold, held } = periodTrading(times, { fills, events: [split(1.5, 40)] });
    expect([[...bought], [...sold]]).toEqual([
      [1000, 0, 0, 0],
      [0, 0, 1200, 0],
    ]);
    expect(held).toEqual([true, true, true, false]);
  });

  it('counts a bar in which everything that was bought was sold again', () => {
    const fills = [fill(1.2, Side.SELL, 10, 100), fill(1.8, Side.BUY, 10, 90)];
    expect(periodTrading(times, { fills, events: [] }).held).toEqual([false, true, false, false]);
  });

  it('is nothing for a single point', () => {
    expect(periodTrading([day(0)], NOTHING)).toEqual({
      bought: new Float64Array(),
      sold: new Float64Array(),
      held: [],
    });
  });
});

describe('the statistics of a run', () => {
  const returns = [0.1, -0.05, 0.02, -0.1, 0.03];
  const curve = compounded(1000, returns);

  it('are those of its returns', () => {
    const sheet = tearSheet(curve, NOTHING, BarInterval.ONE_DAY);
    // Gains 0.15 / losses 0.15; the worst of five is all of the worst 5 %.
    expect(sheet.omega).toBeCloseTo(1, 9);
    expect(sheet.conditionalValueAtRisk).toBeCloseTo(-0.1, 9);
    // Quantiles between the two worst and the two best, at 0.2 of the way in.
    expect(sheet.valueAtRisk).toBeCloseTo(-0.1 + 0.2 * 0.05, 9);
    expect(sheet.tailRatio).toBeCloseTo((0.1 - 0.2 * 0.07) / 0.09, 9);
    // A mean of exactly 0 is as likely good luck as bad.
    expect(sheet.probabilisticSharpe).toBeCloseTo(0.5, 9);
    expect([sheet.exposure, sheet.turnover]).toEqual([0, 0]);
    expect([sheet.alpha, sheet.beta, sheet.expectancy]).toEqual([undefined, undefined, undefined]);
  });

  it('beside a benchmark of half the swings have a beta of two', () => {
    const halved = returns.map((r) => r / 2);
    const sheet = tearSheet(curve, NOTHING, BarInterval.ONE_DAY, compounded(500, halved));
    expect(sheet.beta).toBeCloseTo(2, 9);
    expect(sheet.alpha).toBeCloseTo(0, 9);
    expect(sheet.informationRatio).toBeCloseTo(0, 9);
  });

  it('do not depend on the size of the account', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 50, max: 200 }), { minLength: 3, maxLength: 40 }), (values) => {
        const benchmark = curveOf(values.toReversed());
        const plain = tearSheet(curveOf(values), undefined, BarInterval.ONE_DAY, benchmark);
        const grown = curveOf(values.map((value) => value * 1024));
        expect(tearSheet(grown, undefined, BarInterval.ONE_DAY, benchmark)).toEqual(plain);
      }),
    );
  });

  it('know the trades: what one earns in the mean, time in the market, turnover', () => {
    const fills = [
      fill(1, Side.BUY, 1, 100),
      fill(2, Side.SELL, 1, 130),
      fill(3, Side.BUY, 1, 100),
      fill(4, Side.SELL, 1, 90),
    ];
    const flat = curveOf([1000, 1000, 1030, 1030, 1020]);
    const sheet = tearSheet(flat, { fills, events: [] }, BarInterval.ONE_DAY);
    expect(sheet).toMatchObject({ expectancy: 10, payoffRatio: 3, winRate: 0.5, trades: 2, exposure: 1 });
    // 200 bought and 220 sold in four days, 1020 in the mean, 252 days a year.
    expect(sheet.turnover).toBeCloseTo((200 / 1020) * (252 / 4), 9);
  });

  it('of what nobody trades say nothing of trading', () => {
    const sheet = tearSheet(curve, undefined, BarInterval.ONE_DAY);
    expect([sheet.exposure, sheet.turnover, sheet.trades]).toEqual([undefined, undefined, 0]);
  });
});
