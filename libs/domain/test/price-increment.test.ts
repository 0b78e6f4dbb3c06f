import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../src/decimal.js';
import { isPriceIncrement, priceIncrement, toPriceIncrement } from '../src/price-increment.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, goldenJson } from './golden.js';

interface PublishedPrice {
  readonly price: string;
  readonly ok: boolean;
}

describe('the price of an order', () => {
  // Regulation NMS, rule 612; refusals of a broker who says so: alpacahq/alpaca-trade-api-csharp#497, -go#260, -python#697.
  it.each([
    ['1.00', true],
    ['1.001', false],
    ['0.9999', true],
    ['0.99995', false],
    ['11.055', false],
    ['0.6013', true],
    ['0', false],
    ['-1', false],
  ])('%s is a whole number of increments: %s', (price, ok) => {
    expect(isPriceIncrement(new Decimal(price))).toBe(ok);
  });

  it.skipIf(!GOLDEN_PRESENT)(`is taken or refused as published${GOLDEN_NOTE}`, () => {
    const { price_increment: prices } = goldenJson('rules/alpaca_order_rules.json', {
      price_increment: [] as PublishedPrice[],
    });
    expect(prices.length).toBeGreaterThan(10);
    for (const { price, ok } of prices) expect(isPriceIncrement(new Decimal(price)), price).toBe(ok);
  });

  it.each([
    ['1.005', 'up', '1.01'],
    ['1.005', 'down', '1'],
    ['0.99995', 'up', '1'],
    ['0.99995', 'down', '0.9999'],
    ['12.34', 'up', '12.34'],
  ] as const)('%s goes %s to %s', (price, direction, expected) => {
    expect(toPriceIncrement(new Decimal(price), direction).toFixed()).toBe(expected);
  });
});

const anyPrice = fc.integer({ min: 1, max: 10_000_000_000 }).map((micros) => new Decimal(micros).div(1_000_000));

it('lies between two increments, at most one apart, which exchanges take', () => {
  fc.assert(
    fc.property(anyPrice, (price) => {
      const [low, high] = [toPriceIncrement(price, 'down'), toPriceIncrement(price, 'up')];
      expect(low.lte(price) && high.gte(price)).toBe(true);
      expect(high.minus(low).lte(priceIncrement(price))).toBe(true);
      expect(isPriceIncrement(high)).toBe(true);
      expect(isPriceIncrement(low) || low.isZero()).toBe(true);
      expect(toPriceIncrement(high, 'down').eq(high) && toPriceIncrement(high, 'up').eq(high)).toBe(true);
    }),
  );
});
