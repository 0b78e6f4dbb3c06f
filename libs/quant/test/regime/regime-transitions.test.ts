import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  meanStay,
  REGIME_LABELS,
  RegimeConfirmation,
  type RegimeLabel,
  regimeDurations,
  regimeRuleProbabilities,
  regimeTransitions,
} from '../../src/index.js';

const history: readonly RegimeLabel[] = ['RANGE', 'RANGE', 'BULL_TREND', 'RANGE', 'RANGE', 'HIGH_VOLATILITY'];
const label = fc.constantFrom(...REGIME_LABELS);

describe('the transition matrix', () => {
  it('counts what followed each label and gives its share', () => {
    const { counts, probabilities } = regimeTransitions(history);
    expect(counts.RANGE).toMatchObject({ RANGE: 2, BULL_TREND: 1, HIGH_VOLATILITY: 1, BEAR_TREND: 0 });
    expect(probabilities.RANGE).toMatchObject({ RANGE: 0.5, BULL_TREND: 0.25, HIGH_VOLATILITY: 0.25, BEAR_TREND: 0 });
    expect(probabilities.BULL_TREND?.RANGE).toBe(1);
  });

  it('knows nothing of what follows a label that nothing has followed yet', () => {
    expect(Object.keys(regimeTransitions(history).probabilities)).toEqual(['BULL_TREND', 'RANGE']);
    expect(regimeTransitions([]).probabilities).toEqual({});
  });

  it('has as many transitions as the history has steps, whatever the history', () => {
    fc.assert(
      fc.property(fc.array(label), (labels) => {
        const { counts, probabilities } = regimeTransitions(labels);
        const total = Object.values(counts).flatMap((row) => Object.values(row));
        expect(total.reduce((sum, count) => sum + count)).toBe(Math.max(labels.length - 1, 0));
        for (const row of Object.values(probabilities)) {
          expect(Object.values(row).reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
        }
      }),
    );
  });
});

describe('the stays in a regime', () => {
  it('are told apart by whether they have ended', () => {
    const durations = regimeDurations(history);
    expect(durations.ended.map(({ bars }) => bars)).toEqual([2, 1, 2]);
    expect(durations.current).toEqual({ label: 'HIGH_VOLATILITY', start: 5, bars: 1 });
    expect(meanStay(durations, 'RANGE')).toBe(2);
    expect(meanStay(durations, 'HIGH_VOLATILITY')).toBeUndefined();
    expect(regimeDurations([])).toEqual({ ended: [], current: undefined });
  });

  it('cover the history without a gap, whatever the history', () => {
    fc.assert(
      fc.property(fc.array(label), (labels) => {
        const { ended, current } = regimeDurations(labels);
        const stays = current === undefined ? ended : [...ended, current];
        expect(stays.flatMap((stay) => new Array<RegimeLabel>(stay.bars).fill(stay.label))).toEqual(labels);
      }),
    );
  });
});

describe('a regime is confirmed', () => {
  const confirmed = (readings: readonly (readonly [RegimeLabel, number])[], options = {}) => {
    const confirmation = new RegimeConfirmation(options);
    return readings.map(([label, confidence]) => confirmation.push({ label, confidence }).confirmed);
  };

  it('by two readings in a row, the first one included', () => {
    expect(
      confirmed([
        ['RANGE', 0.9],
        ['RANGE', 0.9],
      ]),
    ).toEqual([undefined, 'RANGE']);
    const confirmation = new RegimeConfirmation();
    confirmation.push({ label: 'RANGE', confidence: 0.9 });
    expect(confirmation.state.pending).toEqual({ label: 'RANGE', readings: 1 });
    expect(confirmation.push({ label: 'RANGE', confidence: 0.9 })).toEqual({
      confirmed: 'RANGE',
      pending: undefined,
      changed: true,
    });
    expect(confirmation.push({ label: 'RANGE', confidence: 0.9 }).changed).toBe(false);
  });

  it('until another is, and not lost to a single odd bar', () => {
    const range = ['RANGE', 0.9] as const;
    const wild = ['HIGH_VOLATILITY', 0.9] as const;
    expect(confirmed([range, range, wild, range, wild, wild])).toEqual([
      undefined,
      'RANGE',
      'RANGE',
      'RANGE',
      'RANGE',
      'HIGH_VOLATILITY',
    ]);
  });

  it('by readings of at least the confidence asked for', () => {
    expect(
      confirmed([
        ['RANGE', 0.3],
        ['RANGE', 0.29],
        ['RANGE', 0.3],
        ['RANGE', 0.3],
      ]),
    ).toEqual([undefined, undefined, undefined, 'RANGE']);
    expect(confirmed([['RANGE', 0.1]], { confirmations: 1, minimumConfidence: 0 })).toEqual(['RANGE']);
  });

  it('by nothing that is not a confidence', () => {
    expect(() => confirmed([['RANGE', Number.NaN]])).toThrow('confidence must lie in [0, 1], got NaN');
    expect(() => new RegimeConfirmation({ confirmations: 0 })).toThrow('confirmations');
    expect(() => new RegimeConfirmation({ minimumConfidence: 2 })).toThrow('minimumConfidence');
  });
});

describe('the probabilities of the rules', () => {
  it('are all alike without confidence and certain with all of it', () => {
    expect(Object.values(regimeRuleProbabilities({ label: 'RANGE', confidence: 0 }))).toEqual([
      0.2, 0.2, 0.2, 0.2, 0.2,
    ]);
    expect(regimeRuleProbabilities({ label: 'RANGE', confidence: 1 })).toMatchObject({ RANGE: 1, BULL_TREND: 0 });
    expect(regimeRuleProbabilities({ label: 'RANGE', confidence: 0.5 }).RANGE).toBeCloseTo(0.6, 12);
  });

  it('sum to one with the named label on top, whatever the confidence', () => {
    fc.assert(
      fc.property(label, fc.double({ min: 0, max: 1, noNaN: true }), (named, confidence) => {
        const probabilities = regimeRuleProbabilities({ label: named, confidence });
        expect(Object.values(probabilities).reduce((sum, share) => sum + share)).toBeCloseTo(1, 12);
        expect(Math.max(...Object.values(probabilities))).toBe(probabilities[named]);
      }),
    );
  });
});
