import { Action, SizeUnit } from '@cream/proto/decision';
import { Side } from '@cream/proto/portfolio';
import { aCall, aDecision, prices, quantities } from '@cream/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, wire } from '../src/decimal.js';
import { orderQuantity, orderSide } from '../src/sizing.js';

const d = (value: number | string) => new Decimal(value);
const flat = d(0);
const price = d('101.5');
const equity = d(100_000);

function buy(value: number | string, unit: SizeUnit) {
  return aDecision({ size: { value: wire(value), unit } });
}

describe('the units of an order', () => {
  it.each([
    ['90 shares are 90', buy(90, SizeUnit.SHARES), '90'],
    ['10.9 shares are 10', buy('10.9', SizeUnit.SHARES), '10'],
    ['1,000 dollars at 101.5 are 9', buy(1000, SizeUnit.DOLLARS), '9'],
    ['9 % of 100,000 at 101.5 are 88', buy(9, SizeUnit.PCT_EQUITY), '88'],
    ['1,015 dollars at 101.5 are exactly 10', buy(1015, SizeUnit.DOLLARS), '10'],
  ])('%s', (_, decision, expected) => {
    expect(orderQuantity(decision, price, equity, flat).quantity?.toFixed()).toBe(expected);
  });

  it('of an option are contracts, each worth its multiplier', () => {
    const contracts = aDecision({ instrument: aCall(), size: { value: wire(3), unit: SizeUnit.CONTRACTS } });
    expect(orderQuantity(contracts, d('2.5'), equity, flat).quantity?.toFixed()).toBe('3');
    const dollars = aDecision({ instrument: aCall(), size: { value: wire(1000), unit: SizeUnit.DOLLARS } });
    expect(orderQuantity(dollars, d('2.5'), equity, flat).quantity?.toFixed()).toBe('4');
  });

  it('of a CLOSE are the whole position, long or short, whatever the size says and without a price', () => {
    const close = aDecision({ action: Action.CLOSE });
    expect(orderQuantity(close, undefined, undefined, d(-37)).quantity?.toFixed()).toBe('37');
  });

  it('of a REDUCE are never more than the position', () => {
    const reduce = aDecision({ action: Action.REDUCE });
    expect(orderQuantity(reduce, price, equity, d(50)).quantity?.toFixed()).toBe('50');
    expect(orderQuantity(reduce, price, equity, d(-200)).quantity?.toFixed()).toBe('90');
  });

  it('of a HOLD or NO_TRADE are none', () => {
    for (const action of [Action.HOLD, Action.NO_TRADE]) {
      expect(orderQuantity(aDecision({ action }), undefined, undefined, d(10)).quantity?.toFixed()).toBe('0');
    }
  });
});

describe('an order that cannot be sized is refused with the reason', () => {
  it.each([
    ['dollars without a price', buy(1000, SizeUnit.DOLLARS), undefined, equity, 'PRICE_UNKNOWN'],
    ['dollars at a price of zero', buy(1000, SizeUnit.DOLLARS), d(0), equity, 'PRICE_UNKNOWN'],
    ['less than one share', buy(100, SizeUnit.DOLLARS), price, equity, 'SIZE_ZERO'],
    ['a percentage of nothing', buy(9, SizeUnit.PCT_EQUITY), price, d(0), 'SIZE_ZERO'],
    ['a percentage of an unknown equity', buy(9, SizeUnit.PCT_EQUITY), price, undefined, 'SIZE_ZERO'],
    ['a size of zero', buy(0, SizeUnit.SHARES), price, equity, 'SIZE_ZERO'],
    ['a negative size', buy(-5, SizeUnit.SHARES), price, equity, 'SIZE_ZERO'],
    ['no size at all', aDecision({ size: undefined }), price, equity, 'SIZE_ZERO'],
    ['an unknown unit', buy(5, 9 as SizeUnit), price, equity, 'RULE_BROKEN'],
    ['an unknown action', aDecision({ action: 42 as Action }), price, equity, 'RULE_BROKEN'],
    ['an INCREASE of nothing', aDecision({ action: Action.INCREASE }), price, equity, 'RULE_BROKEN'],
    ['a CLOSE of nothing', aDecision({ action: Action.CLOSE }), price, equity, 'RULE_BROKEN'],
  ])('%s', (_, decision, at, worth, code) => {
    expect(orderQuantity(decision, at, worth, flat).refusal?.code).toBe(code);
  });
});

describe('sizing never exceeds', () => {
  it('the dollars or the share of equity asked for', () => {
    const unit = fc.constantFrom(SizeUnit.DOLLARS, SizeUnit.PCT_EQUITY);
    fc.assert(
      fc.property(prices(), quantities(), fc.integer({ min: 1, max: 10_000 }), unit, (at, worth, value, each) => {
        const { quantity } = orderQuantity(buy(value, each), at, worth, flat);
        if (quantity === undefined) return;
        const asked = each === SizeUnit.DOLLARS ? d(value) : worth.times(value).div(100);
        expect(quantity.isInteger()).toBe(true);
        expect(quantity.times(at).lte(asked)).toBe(true);
        expect(quantity.plus(1).times(at).gt(asked)).toBe(true);
      }),
    );
  });

  it('the position when it makes it smaller', () => {
    const action = fc.constantFrom(Action.REDUCE, Action.CLOSE);
    fc.assert(
      fc.property(quantities(), quantities(), fc.boolean(), action, (held, value, short, each) => {
        const decision = aDecision({ action: each, size: { value: wire(value), unit: SizeUnit.SHARES } });
        const position = short ? held.negated() : held;
        expect(orderQuantity(decision, price, equity, position).quantity?.lte(held)).toBe(true);
      }),
    );
  });
});

describe('the side of an order', () => {
  it.each([
    [Action.BUY, 0, Side.BUY],
    [Action.SELL, 0, Side.SELL],
    [Action.INCREASE, 10, Side.BUY],
    [Action.INCREASE, -10, Side.SELL],
    [Action.REDUCE, 10, Side.SELL],
    [Action.REDUCE, -10, Side.BUY],
    [Action.CLOSE, 10, Side.SELL],
    [Action.CLOSE, -10, Side.BUY],
    [Action.CLOSE, 0, undefined],
    [Action.INCREASE, 0, undefined],
    [Action.HOLD, 10, undefined],
    [Action.NO_TRADE, 0, undefined],
    [42 as Action, 10, undefined],
  ])('of action %s with %s units held is %s', (action, held, side) => {
    expect(orderSide(action, d(held))).toBe(side);
  });
});
