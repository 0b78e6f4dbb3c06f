import { dec, wire } from '@cream/domain';
import { Action, Direction, SizeUnit } from '@cream/proto/decision';
import { someLimits } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dailyBar, planOn, runExecution, verdictsOn } from './run-execution.js';

const WIDE = someLimits({ instrumentPctEquity: wire(100), instrumentNotional: wire(1_000_000) });
const price = fc.integer({ min: 80, max: 125 });
const story = fc.record({
  action: fc.constantFrom(Action.BUY, Action.SELL, Action.INCREASE, Action.REDUCE, Action.CLOSE),
  units: fc.integer({ min: 1, max: 60 }),
  prices: fc.tuple(price, price, price, price),
});

describe('whatever is decided and whatever the market does', () => {
  it('the protection covers exactly the position, and cash and fills agree', async () => {
    let filled = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 8 }), async (days) => {
        const { open, submit, reconcile, market, fills } = await runExecution();
        let { portfolio } = await open();
        for (const [n, { action, units, prices }] of days.entries()) {
          const last = dec(market.bars.at(-1)?.close);
          const held = dec(portfolio.positions[0]?.quantity ?? wire(0));
          const short = action === Action.SELL || (action !== Action.BUY && held.isNegative());
          const [stop, target] = short ? [last.plus(4), last.minus(8)] : [last.minus(4), last.plus(8)];
          const plan = planOn(n, {
            action,
            direction: action === Action.CLOSE ? Direction.FLAT : short ? Direction.SHORT : Direction.LONG,
            size: { value: wire(units), unit: SizeUnit.SHARES },
            riskLevels:
              action === Action.CLOSE || action === Action.REDUCE
                ? undefined
                : { stop: wire(stop), target: wire(target), denomination: 1 },
          });
          await submit(plan, verdictsOn(plan), WIDE);
          const [first, , , close] = prices;
          market.bars.push(dailyBar(n + 1, [first, Math.max(...prices), Math.min(...prices), close]));
          ({ portfolio } = await reconcile(n + 1));
          for (const position of portfolio.positions) {
            expect(dec(position.protectedQuantity).eq(dec(position.quantity).abs())).toBe(true);
          }
          expect(portfolio.workingOrders).toHaveLength(portfolio.positions.length * 2);
        }
        const all = await fills();
        filled += all.length;
        const spent = all.reduce(
          (sum, fill) =>
            sum.plus(
              dec(fill.quantity)
                .times(dec(fill.price))
                .times(fill.side === 1 ? 1 : -1),
            ),
          dec(wire(0)),
        );
        expect(dec(portfolio.account?.cash).plus(spent).toFixed()).toBe('100000');
      }),
      { numRuns: 25 },
    );
    expect(filled).toBeGreaterThan(25);
  });
});
