import { create } from '@bufbuild/protobuf';
import { factId, millis, statistic, type Timestamp, timestamp } from '@cream/domain';
import { Regime, UnknownRegime_Code } from '@cream/proto/knowledge';
import { type Bar, BarInterval, GetBarsResponseSchema } from '@cream/proto/market';
import { AS_OF_MS, aBar, DAY_MS } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { ModelList } from '../src/app/model-list.js';
import type { ModelStore } from '../src/app/model-store.js';
import { RegimeClassifier } from '../src/app/regime-classifier.js';

interface Day {
  readonly close: number;
  /** High and low lie this share of the close away from it. */
  readonly reach: number;
}

/** Daily bars of a story, the newest ending at `AS_OF_MS`. */
function barsOf(days: readonly Day[]): Bar[] {
  return days.map(({ close, reach }, index) =>
    aBar({
      symbol: 'SPX',
      end: timestamp(AS_OF_MS - (days.length - 1 - index) * DAY_MS),
      high: statistic(close * (1 + reach)),
      low: statistic(close * (1 - reach)),
      close: statistic(close),
    }),
  );
}

/** 300 days that change by a share a day, with a range that comes and goes so that the newest is an ordinary one. */
function drifting(share: number, length = 300): Day[] {
  return Array.from({ length }, (_, index) => ({
    close: 100 * (1 + share) ** index,
    reach: 0.02 + 0.005 * Math.sin((2 * Math.PI * (index - length + 1)) / 60),
  }));
}

/** The same range for 280 days, then another one, while the price changes by a share a day. */
function suddenly(reach: number, share = 0): Day[] {
  return Array.from({ length: 300 }, (_, index) => ({
    close: 100 * (1 + share) ** index,
    reach: index < 280 ? 0.02 : reach,
  }));
}

const classify = (days: readonly Day[]) => classifyAt(barsOf(days), timestamp(AS_OF_MS));

const NO_MODELS: ModelStore = { get: async () => undefined, list: async () => [], add: async () => false };

/** Asks about the end of a bar, over market data that answers as of a time. */
function classifyAt(bars: readonly Bar[], asOf: Timestamp | undefined) {
  const marketData = {
    getBars: async ({ limit = 0 }) => {
      const known = bars.filter(({ end }) => millis(end) <= millis(asOf)).slice(-limit);
      return create(GetBarsResponseSchema, {
        series: [{ symbol: 'SPX', interval: BarInterval.ONE_DAY, bars: known }],
      });
    },
  };
  return new RegimeClassifier(marketData, new ModelList(NO_MODELS)).classify({ scopes: ['SPX'], asOf });
}

describe('classifying the market', () => {
  it.each([
    ['a steady rise', drifting(0.003), 'BULL_TREND'],
    ['a steady fall', drifting(-0.003), 'BEAR_TREND'],
    ['days three times as wide as ever', suddenly(0.06), 'HIGH_VOLATILITY'],
    ['a standstill after ordinary days', suddenly(0.005), 'RANGE'],
    ['a rise in ever so small steps', suddenly(0.005, 0.003), 'LOW_VOLATILITY'],
  ] as const)('calls %s by its name', async (_story, days, label) => {
    const { classifications, facts, unknown } = await classify(days);
    expect(classifications).toMatchObject([{ scope: 'SPX', regime: Regime[label], modelVersion: 'rules-1' }]);
    expect(facts.find(({ kind }) => kind === 'regime.label')?.value).toEqual({ case: 'label', value: label });
    expect(unknown).toEqual([]);
  });

  it('states its numbers as facts known since the newest bar', async () => {
    const { facts } = await classify(drifting(0.003));
    expect(facts.map(({ kind, unit }) => [kind, unit])).toEqual([
      ['regime.label', ''],
      ['regime.confidence', 'ratio'],
      ['regime.atr_percentile', 'percent'],
      ['regime.trend_strength', 'ratio'],
    ]);
    for (const fact of facts) {
      expect(fact).toMatchObject({ id: factId(fact), subject: 'SPX' });
      expect(millis(fact.asOf)).toBe(AS_OF_MS);
    }
  });

  it.each([75, 120, 199])('is not told by later bars what day %i was', async (day) => {
    const bars = barsOf([...drifting(0.003, 200), ...suddenly(0.06).slice(-20)]);
    const known = bars.slice(0, day);
    const then = known.at(-1)?.end;
    const answer = await classifyAt(bars, then);
    expect(answer.classifications).toHaveLength(1);
    expect(answer).toEqual(await classifyAt(known, then));
  });

  it('says of a price nothing can be computed from that it is bad', async () => {
    const days = drifting(0.003);
    const { classifications, unknown } = await classify(days.with(150, { close: 0, reach: 0 }));
    expect(classifications).toEqual([]);
    expect(unknown).toMatchObject([{ scope: 'SPX', code: UnknownRegime_Code.BAD_BARS }]);
  });

  it('does not guess from a short history', async () => {
    const { classifications, facts, unknown } = await classify(drifting(0.003, 74));
    expect([classifications, facts]).toEqual([[], []]);
    expect(unknown).toMatchObject([{ scope: 'SPX', reason: '74 bars are known, 75 are needed' }]);
  });
});
