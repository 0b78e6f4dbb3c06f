import { create } from '@bufbuild/protobuf';
import { factId, millis, statistic, timestamp } from '@cream/domain';
import { Regime } from '@cream/proto/knowledge';
import { type Bar, BarInterval, GetBarsResponseSchema } from '@cream/proto/market';
import { AS_OF_MS, aBar, DAY_MS } from '@cream/testing';
import { describe, expect, it } from 'vitest';
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

/** The same range for 280 days, then another one. */
function suddenly(reach: number): Day[] {
  return Array.from({ length: 300 }, (_, index) => ({ close: 100, reach: index < 280 ? 0.02 : reach }));
}

function classify(days: readonly Day[]) {
  const bars = barsOf(days);
  const classifier = new RegimeClassifier({
    getBars: async ({ limit = 0 }) =>
      create(GetBarsResponseSchema, {
        series: [{ symbol: 'SPX', interval: BarInterval.ONE_DAY, bars: bars.slice(-limit) }],
      }),
  });
  return classifier.classify(['SPX'], timestamp(AS_OF_MS));
}

describe('classifying the market', () => {
  it.each([
    ['a steady rise', drifting(0.003), 'BULL_TREND'],
    ['a steady fall', drifting(-0.003), 'BEAR_TREND'],
    ['days three times as wide as ever', suddenly(0.06), 'HIGH_VOLATILITY'],
    ['a standstill after ordinary days', suddenly(0.005), 'RANGE'],
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

  it('does not guess from a short history', async () => {
    const { classifications, facts, unknown } = await classify(drifting(0.003, 73));
    expect([classifications, facts]).toEqual([[], []]);
    expect(unknown).toMatchObject([{ scope: 'SPX', reason: '73 bars are known, 74 are needed' }]);
  });
});
