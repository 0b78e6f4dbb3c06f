import { describe, expect, it } from 'vitest';
import { Simulation } from '../src/index.js';
import { at, dailyBars, series } from './bars.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, goldenJson } from './golden.js';

interface PublishedTrail {
  readonly side?: string;
  readonly hwm?: number;
  readonly trail_price?: number;
  readonly trail_percent?: number;
  readonly stop?: number;
}

const published = GOLDEN_PRESENT
  ? goldenJson<{ trailing: PublishedTrail[] }>('rules/alpaca_order_rules.json').trailing.filter(
      ({ stop }) => stop !== undefined,
    )
  : [];

/** What a trailing sell gets that was sent at a high of `high`, when the next bar falls through everything. */
function soldAt({ hwm: high = 0, trail_price: amount, trail_percent: percent }: PublishedTrail): number | undefined {
  const quiet = [high, high, high, high] as const;
  const fall = [high - 0.1, high - 0.1, high * 0.9, high * 0.9] as const;
  const trail = amount === undefined ? { percent: percent ?? Number.NaN } : { amount };
  const simulation = new Simulation({ cash: 1e6 }, [series('X', dailyBars([quiet, fall]))]);
  const order = { symbol: 'X', side: 'SELL', type: 'TRAILING_STOP', quantity: 1, trail, tif: 'GTC' } as const;
  return simulation.run(at({ 0: (trader) => void trader.submit(order) })).fills[0]?.price;
}

describe('a trailing stop', () => {
  // Alpaca's documentation of trailing stops, January 2026: a high of 100, trailed by 2 dollars or by 1 percent.
  it('lies its distance below the highest price', () => {
    expect(soldAt({ hwm: 100, trail_price: 2 })).toBe(98);
    expect(soldAt({ hwm: 100, trail_percent: 1 })).toBe(99);
  });

  it.skipIf(!GOLDEN_PRESENT)(`lies where it is published to lie${GOLDEN_NOTE}`, () => {
    expect(published.length).toBeGreaterThan(1);
    for (const one of published) expect(soldAt(one), JSON.stringify(one)).toBe(one.stop);
  });
});
