import type { Fact } from '@cream/proto/knowledge';
import type { Portfolio } from '@cream/proto/portfolio';
import { aPortfolio } from '@cream/testing';
import fc from 'fast-check';
import { label, number, positionFacts } from './a-market.js';
import { between } from './a-situation.js';
import { holding } from './a-trader.js';

const REGIMES = ['BULL_TREND', 'BEAR_TREND', 'RANGE', 'HIGH_VOLATILITY', 'LOW_VOLATILITY'];

/** Kinds whose values are prices around the newest one, as multiples of it. */
const PRICES = ['sma_20', 'sma_50', 'sma_200', 'ema_9', 'ema_21'].map((name) => `indicator.${name}`);

/** Other kinds and the range of their values. */
const RANGES: readonly [kind: string, min: number, max: number][] = [
  ['indicator.rsi_14', 0, 100],
  ['indicator.macd_12_26', -3, 3],
  ['indicator.macd_signal_9', -3, 3],
  ['indicator.macd_histogram', -1, 1],
  ['indicator.bollinger_percent_b_20_2', -0.5, 1.5],
  ['indicator.bollinger_width_20_2', 0, 0.5],
  ['indicator.volume_ratio_20', 0.2, 4],
  ['indicator.return_1', -0.1, 0.1],
  ['indicator.return_20', -0.3, 0.3],
  ['regime.confidence', 0, 1],
  ['regime.atr_percentile', 0, 100],
  ['memory.win_rate', 0, 1],
  ['news.wire.sentiment', -1, 1],
  ['fundamental.revenue_growth', -0.5, 0.5],
];

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** A kind that may be missing, as an indicator in its warm-up is. */
const stated = (kind: string, values: fc.Arbitrary<number>, subject = 'AAPL'): fc.Arbitrary<Fact[]> =>
  fc
    .option(values, { nil: undefined, freq: 6 })
    .map((value) => (value === undefined ? [] : [number(kind, value, subject)]));

const named = (subject: string): fc.Arbitrary<Fact[]> =>
  fc.constantFrom(...REGIMES, '').map((name) => (name === '' ? [] : [label('regime.label', name, subject)]));

function chartAt(price: number): fc.Arbitrary<Fact[]> {
  const near = between(0.8, 1.2).map((factor) => rounded(price * factor, 4));
  const facts = [
    ...PRICES.map((kind) => stated(kind, near)),
    ...RANGES.map(([kind, min, max]) =>
      stated(
        kind,
        between(min, max).map((value) => rounded(value, 6)),
      ),
    ),
    stated(
      'indicator.atr_14',
      between(0.002, 0.08).map((factor) => rounded(price * factor, 6)),
    ),
    stated('memory.sample_size', fc.integer({ min: 0, max: 5 })),
    stated('level.support', near),
    stated('level.resistance', near),
    stated(
      'price.last',
      between(1000, 3000).map((value) => rounded(value, 2)),
      'SPX',
    ),
    stated(
      'indicator.sma_200',
      between(1000, 3000).map((value) => rounded(value, 2)),
      'SPX',
    ),
    stated(
      'indicator.return_20',
      between(-0.2, 0.2).map((value) => rounded(value, 6)),
      'SPX',
    ),
    named('AAPL'),
    named('SPX'),
  ];
  return fc.tuple(...facts).map((found) => [number('price.last', price), ...found.flat()]);
}

function accountAt(price: number): fc.Arbitrary<Portfolio> {
  const position = fc.record({
    units: fc.integer({ min: 1, max: 100 }).chain((units) => fc.constantFrom(units, -units)),
    cost: between(0.8, 1.2),
    stop: between(0.8, 1.2),
  });
  return fc.oneof(
    fc.constantFrom(aPortfolio(), aPortfolio({ cash: 5_000_000 })),
    position.map(({ units, cost, stop }) =>
      holding({
        quantity: units,
        mark: price,
        averageCost: rounded(price * cost, 4),
        stop: rounded(price * stop, 2),
      }),
    ),
  );
}

/** Everything a cycle could be briefed of AAPL and the index behind it, any of it missing but the newest price. */
export const briefed: fc.Arbitrary<{ facts: Fact[]; portfolio: Portfolio }> = fc
  .integer({ min: 200, max: 100_000 })
  .map((cents) => cents / 100)
  .chain((price) => fc.record({ facts: chartAt(price), portfolio: accountAt(price) }))
  .map(({ facts, portfolio }) => ({ facts: [...facts, ...portfolio.positions.flatMap(positionFacts)], portfolio }));
