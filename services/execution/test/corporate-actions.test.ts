import { Decimal, dec, millis, wire } from '@cream/domain';
import { Action, Direction, EntryType, TimeInForce } from '@cream/proto/decision';
import { CorporateAction_Kind } from '@cream/proto/market';
import { AccountEvent_Kind } from '@cream/proto/trading';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAction, dailyBar, dataDirectory, day, planOn, runExecution, states } from './run-execution.js';

const { SPLIT, DIVIDEND } = CorporateAction_Kind;

/** An account that holds 90 AAPL, bought at 100 on day 1, guarded at 96 and 108. */
async function holding(dataDir = dataDirectory()) {
  const execution = await runExecution(dataDir);
  await execution.open();
  await execution.submit(planOn(0));
  execution.market.bars.push(dailyBar(1, [100, 101, 99, 100]));
  await execution.reconcile(1);
  return execution;
}

describe('a split of what is held', () => {
  it('gives four for one, at a quarter of cost, stop and target, and changes no equity', async () => {
    const { market, reconcile, orders } = await holding();
    market.actions.push(anAction(2, SPLIT, 4));
    market.bars.push(dailyBar(2, [25, 25.5, 24.5, 25]));
    const { portfolio, fills, events } = await reconcile(2, 1);
    expect(fills).toEqual([]);
    expect(portfolio.positions).toMatchObject([
      {
        quantity: { value: '360' },
        protectedQuantity: { value: '360' },
        averageCost: { value: '25' },
        mark: { value: '25' },
        stop: { value: '24' },
        target: { value: '27' },
      },
    ]);
    expect(portfolio.account).toMatchObject({ cash: { value: '91000' }, equity: { value: '100000' } });
    expect(events).toMatchObject([
      {
        kind: AccountEvent_Kind.SPLIT,
        value: { value: '4' },
        quantityBefore: { value: '90' },
        quantity: { value: '360' },
        cash: { value: '0' },
      },
    ]);
    expect(events.map(({ time }) => millis(time))).toEqual([day(2) - 16 * 3_600_000]);
    const [, stop] = await orders();
    expect(stop?.history.at(-1)?.text).toBe('split 4 for 1');
  });

  it('of one for three leaves whole units whole, although a third does not end', async () => {
    const { market, reconcile } = await holding();
    market.actions.push(anAction(2, SPLIT, '0.333333333333333333'));
    market.bars.push(dailyBar(2, [300, 306, 294, 300]));
    const { portfolio, events } = await reconcile(2, 1);
    expect(events).toMatchObject([
      { quantityBefore: { value: '90' }, quantity: { value: '30' }, cash: { value: '0' } },
    ]);
    expect(portfolio.positions).toMatchObject([{ quantity: { value: '30' }, protectedQuantity: { value: '30' } }]);
  });

  it('is booked before the open of the first bar in new units, which may hit the stop', async () => {
    const { market, reconcile, fills } = await holding();
    market.actions.push(anAction(2, SPLIT, 4));
    market.bars.push(dailyBar(2, [23, 23.5, 22.5, 23]));
    expect((await reconcile(2, 1)).fills).toEqual(['STOP 360 @ 23']);
    // 90 bought at 100, 360 sold at 23.
    expect((await fills()).at(-1)?.realized?.value).toBe('-720');
  });

  it('is booked once, whether the account comes before, at or after it, and after a new start', async () => {
    const dataDir = dataDirectory();
    const before = await holding(dataDir);
    before.market.actions.push(anAction(3, SPLIT, 4));
    before.market.bars.push(dailyBar(2, [100, 101, 99, 100]));
    expect((await before.reconcile(2)).events).toEqual([]);
    const { portfolio, events } = await before.reconcile(2.5, 2);
    expect(portfolio.positions).toMatchObject([{ quantity: { value: '360' }, mark: { value: '25' } }]);
    const after = await runExecution(dataDir);
    after.market.actions.push(...before.market.actions);
    after.market.bars.push(dailyBar(3, [25, 25.5, 24.5, 25]));
    expect((await after.reconcile(3, 2)).events).toEqual(events);
    expect((await after.portfolio())?.positions).toMatchObject([{ quantity: { value: '360' } }]);
    expect((await after.listFills()).events).toEqual(events);
  });

  it('pays for the fraction of a unit that a reverse split leaves', async () => {
    const { market, reconcile } = await holding();
    market.actions.push(anAction(2, SPLIT, '0.04'));
    market.bars.push(dailyBar(2, [2500, 2550, 2450, 2500]));
    const { portfolio, events } = await reconcile(2, 1);
    // 90 / 25 = 3.6: three units, and 0.6 of one at 2500.
    expect(events).toMatchObject([{ quantity: { value: '3' }, cash: { value: '1500' } }]);
    expect(portfolio.positions).toMatchObject([{ quantity: { value: '3' }, stop: { value: '2400' } }]);
    expect(portfolio.account).toMatchObject({ cash: { value: '92500' }, equity: { value: '100000' } });
  });

  it('ends a position of which it leaves less than a unit, and what guarded it', async () => {
    const { market, reconcile, orders } = await holding();
    market.actions.push(anAction(2, SPLIT, '0.01'));
    market.bars.push(dailyBar(2, [10_000, 10_100, 9900, 10_000]));
    const { portfolio } = await reconcile(2, 1);
    expect(portfolio).toMatchObject({ positions: [], workingOrders: [], account: { equity: { value: '100000' } } });
    expect(states(await orders())).toEqual(['FILLED', 'CANCELED', 'CANCELED']);
  });

  it('gives an order that waits for its price other units and another price', async () => {
    const { market, open, submit, reconcile } = await runExecution();
    await open();
    const entry = { type: EntryType.LIMIT, tif: TimeInForce.GTC, reference: wire(100), limit: wire(98) };
    await submit(planOn(0, { entry }));
    market.actions.push(anAction(2, SPLIT, 4));
    market.bars.push(dailyBar(1, [100, 101, 99, 100]), dailyBar(2, [24.6, 25, 24.4, 24.8]));
    const { portfolio, fills, events } = await reconcile(2, 0);
    expect(fills).toEqual(['ENTRY 360 @ 24.5']);
    expect(events).toEqual([]);
    expect(portfolio.positions).toMatchObject([
      {
        quantity: { value: '360' },
        protectedQuantity: { value: '360' },
        stop: { value: '24' },
        target: { value: '27' },
      },
    ]);
  });

  it('never changes equity by more than the rounding of a price', async () => {
    const ratios = fc.constantFrom('2', '3', '4', '7', '1.5', '0.1', '0.125', '0.04');
    await fc.assert(
      fc.asyncProperty(fc.array(ratios, { minLength: 1, maxLength: 3 }), async (values) => {
        const { market, reconcile } = await holding();
        for (const [index, value] of values.entries()) market.actions.push(anAction(2 + index, SPLIT, value));
        const { portfolio, events } = await reconcile(5.5, 1);
        expect(dec(portfolio.account?.equity).minus(100_000).abs().lt(0.001)).toBe(true);
        const [held] = portfolio.positions;
        expect(dec(held?.quantity ?? wire(0))).toEqual(dec(events.at(-1)?.quantity));
        expect(held?.protectedQuantity).toEqual(held?.quantity);
      }),
      { numRuns: 12 },
    );
  });
});

describe('a dividend on what is held', () => {
  it('is received for each unit, and moves no stop', async () => {
    const { market, reconcile } = await holding();
    market.actions.push(anAction(2, DIVIDEND, '0.82'));
    market.bars.push(dailyBar(2, [99.18, 100, 98, 99]));
    const { portfolio, events } = await reconcile(2, 1);
    expect(events).toMatchObject([{ kind: AccountEvent_Kind.DIVIDEND, cash: { value: '73.8' } }]);
    expect(portfolio.account).toMatchObject({ cash: { value: '91073.8' }, equity: { value: '99983.8' } });
    expect(portfolio.positions).toMatchObject([{ quantity: { value: '90' }, stop: { value: '96' } }]);
  });

  it('is paid by whoever is short', async () => {
    const { market, open, submit, reconcile } = await runExecution();
    await open();
    const levels = { stop: wire(104), target: wire(92), denomination: 1 };
    await submit(planOn(0, { action: Action.SELL, direction: Direction.SHORT, riskLevels: levels }));
    market.bars.push(dailyBar(1, [100, 101, 99, 100]), dailyBar(2, [100, 101, 99, 100]));
    market.actions.push(anAction(2, DIVIDEND, 1));
    const { portfolio, events } = await reconcile(2, 0);
    const units = dec(portfolio.positions[0]?.quantity);
    expect(units.lt(0)).toBe(true);
    expect(dec(events[0]?.cash).eq(units)).toBe(true);
    expect(dec(portfolio.account?.equity).eq(new Decimal(100_000).plus(units))).toBe(true);
  });

  it('goes to who held before the ex-date, not to who buys on it', async () => {
    const { market, open, submit, reconcile } = await runExecution();
    await open();
    await submit(planOn(0));
    market.actions.push(anAction(1, DIVIDEND, 1));
    market.bars.push(dailyBar(1, [100, 101, 99, 100]));
    const { portfolio, events } = await reconcile(1, 0);
    expect(portfolio.positions).toHaveLength(1);
    expect(events).toEqual([]);
  });
});
