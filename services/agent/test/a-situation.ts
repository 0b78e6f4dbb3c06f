import { Decimal, wire } from '@cream/domain';
import { Setup } from '@cream/proto/decision';
import type { Fact } from '@cream/proto/knowledge';
import type { Portfolio } from '@cream/proto/portfolio';
import { aPortfolio, aWorkingOrder, someRules } from '@cream/testing';
import fc from 'fast-check';
import { label, number } from './a-market.js';
import { holding, type Story } from './a-trader.js';

/** Prices in cents and ATR 14 in halves of it, so that levels can lie exactly where stops and targets would. */
export interface Market {
  readonly price: number;
  readonly halfAtr: number;
  /** So many half ATR above the price. */
  readonly levels: readonly { readonly kind: 'support' | 'resistance'; readonly halves: number }[];
  readonly percentB: number | undefined;
}

/** A position whose cost and stop lie so many half ATR on the losing side of the price. */
export interface Held {
  readonly units: number;
  readonly pctOfEquity: number;
  readonly costHalves: number;
  readonly stopHalves: number;
}

export const between = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });
const usd = (cents: number): string => new Decimal(cents).div(100).toFixed();

export const levels: fc.Arbitrary<Market['levels']> = fc.array(
  fc.record({
    kind: fc.constantFrom('support' as const, 'resistance' as const),
    halves: fc.integer({ min: -12, max: 12 }),
  }),
  { maxLength: 6 },
);

export function factsOf({ price, halfAtr, levels, percentB }: Market): Fact[] {
  return [
    number('price.last', usd(price)),
    number('indicator.atr_14', usd(2 * halfAtr)),
    ...levels.map(({ kind, halves }) => number(`level.${kind}`, usd(Math.max(1, price + halves * halfAtr)))),
    ...(percentB === undefined ? [] : [number('indicator.bollinger_percent_b_20_2', percentB.toFixed(4))]),
  ];
}

export function portfolioOf({ price, halfAtr }: Market, held: Held): Portfolio {
  const behind = (halves: number) => usd(Math.max(1, price - Math.sign(held.units) * halves * halfAtr));
  const worth = new Decimal(usd(price)).times(Math.abs(held.units));
  return holding(
    { quantity: held.units, averageCost: behind(held.costHalves), mark: usd(price), stop: behind(held.stopHalves) },
    { equity: worth.times(100).div(held.pctOfEquity).toDecimalPlaces(2).toFixed() },
  );
}

const markets: fc.Arbitrary<Market> = fc.record({
  price: fc.integer({ min: 2, max: 100_000 }),
  halfAtr: fc.integer({ min: 1, max: 400 }),
  levels,
  percentB: fc.option(between(-0.5, 1.5), { nil: undefined }),
});

const positions: fc.Arbitrary<Held> = fc.record({
  units: fc.integer({ min: 1, max: 500 }).chain((units) => fc.constantFrom(units, -units)),
  pctOfEquity: between(0.5, 20),
  costHalves: fc.integer({ min: -8, max: 12 }),
  stopHalves: fc.integer({ min: -2, max: 10 }),
});

const ruleSets = fc
  .record({
    allowShort: fc.boolean(),
    target: fc.constantFrom('1.5', '2', '3'),
    full: fc.constantFrom('9', '0.5', '0'),
  })
  .map(({ allowShort, target, full }) =>
    someRules({ allowShort, targetRewardRisk: wire(target), positionPct: wire(full) }),
  );

/** Situations in which every rule of the trader may meet every other. */
export const situations: fc.Arbitrary<Required<Story>> = fc
  .record({
    market: markets,
    position: fc.option(positions, { nil: undefined, freq: 3 }),
    flat: fc.constantFrom(aPortfolio(), aPortfolio({ cash: 50 }), aPortfolio({ workingOrders: [aWorkingOrder()] })),
    delta: fc.oneof(fc.constantFrom(0.2, -0.2, 0.25, -0.25, 0.3, -0.3, 0.31, -0.31, 0.6, -0.6), between(-1, 1)),
    setup: fc.constantFrom(Setup.PULLBACK, Setup.BREAKOUT, Setup.REVERSAL, Setup.NO_SETUP),
    rules: ruleSets,
    missing: fc.constantFrom('', '', '', 'price.last', 'indicator.atr_14'),
    stale: fc.constantFrom(false, false, false, true),
  })
  .map(({ market, position, flat, delta, setup, rules, missing, stale }) => {
    const known = factsOf(market).filter(({ kind }) => kind !== missing);
    return {
      delta,
      setup,
      rules,
      facts: stale ? [...known, label('price.stale', 'STALE')] : known,
      portfolio: position === undefined ? flat : portfolioOf(market, position),
    };
  });
