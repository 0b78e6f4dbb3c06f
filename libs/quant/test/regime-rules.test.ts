import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyRegime, REGIME_BARS_NEEDED, type RegimeReading } from '../src/index.js';

interface Day {
  readonly close: number;
  /** The bar reaches this share of the close above and below it. */
  readonly reach: number;
}

const LENGTH = 300;

function classify(days: readonly Day[]): RegimeReading | undefined {
  return classifyRegime(
    days.map(({ close, reach }) => close * (1 + reach)),
    days.map(({ close, reach }) => close * (1 - reach)),
    days.map(({ close }) => close),
  );
}

/** A price that grows by a share a day, in ranges that widen and narrow every 60 days and are ordinary at the end. */
const drift = (share: number, length = LENGTH): Day[] =>
  Array.from({ length }, (_, day) => ({
    close: 100 * (1 + share) ** day,
    reach: 0.02 + 0.005 * Math.sin((2 * Math.PI * (day - length + 1)) / 60),
  }));

/** A price that stays where it is, in ranges that stay the same. */
const standstill: readonly Day[] = Array.from({ length: LENGTH }, () => ({ close: 100, reach: 0.02 }));

/** The same price path, with another range over the last 20 days. */
const endingWith = (reach: number, days: readonly Day[]): Day[] =>
  days.map((day, index) => (index < days.length - 20 ? day : { ...day, reach }));

describe('the rules', () => {
  it('call a rise in ordinary ranges a bull trend, a fall a bear trend, without doubt when it is steep', () => {
    expect(classify(drift(0.003))).toMatchObject({ label: 'BULL_TREND', confidence: 1 });
    expect(classify(drift(-0.003))).toMatchObject({ label: 'BEAR_TREND', confidence: 1 });
  });

  it('trust a slow trend in proportion to the distance of its averages', () => {
    const slow = classify(drift(0.0004));
    expect(slow?.label).toBe('BULL_TREND');
    // SMA 20 leads SMA 50 by 15 days, each day nearly 0.04 %: nearly 0.6 %, where 2 % is certain.
    expect(slow?.trendStrength).toBeCloseTo(0.006, 3);
    expect(slow?.confidence).toBeCloseTo((slow?.trendStrength ?? 0) / 0.02, 12);
  });

  it('call a price that does not move at all a range', () => {
    expect(classify(standstill)).toEqual({ label: 'RANGE', confidence: 0.5, atrPercentile: 50, trendStrength: 0 });
  });

  it('put unusually wide days before any trend', () => {
    expect(classify(endingWith(0.06, drift(0.003)))).toMatchObject({
      label: 'HIGH_VOLATILITY',
      confidence: 1,
      atrPercentile: 100,
    });
  });

  it('tell unusually narrow days apart by whether the price goes anywhere', () => {
    expect(classify(endingWith(0.005, drift(0.003)))).toMatchObject({ label: 'LOW_VOLATILITY', atrPercentile: 0 });
    expect(classify(endingWith(0.005, standstill))).toMatchObject({ label: 'RANGE', confidence: 1, atrPercentile: 0 });
  });

  it('do not mistake a higher price for higher volatility', () => {
    // In dollars the range grows eightfold on this way up, and the newest one is the widest of all.
    expect(classify(drift(0.007))?.label).toBe('BULL_TREND');
  });

  it('say nothing about a history that is too short', () => {
    expect(classify(drift(0.003, REGIME_BARS_NEEDED - 1))).toBeUndefined();
    expect(classify(drift(0.003, REGIME_BARS_NEEDED))).toBeDefined();
  });
});

describe('whatever the history', () => {
  const day = fc.record({
    close: fc.integer({ min: 50, max: 150 }),
    reach: fc.double({ min: 0, max: 0.1, noNaN: true }),
  });
  const histories = fc.array(day, { minLength: REGIME_BARS_NEEDED, maxLength: 120 });

  it('the numbers stay within their bounds', () => {
    fc.assert(
      fc.property(histories, (days) => {
        const { confidence = -1, atrPercentile = -1 } = classify(days) ?? {};
        expect(confidence >= 0 && confidence <= 1).toBe(true);
        expect(atrPercentile >= 0 && atrPercentile <= 100).toBe(true);
      }),
    );
  });

  it('the currency it is quoted in does not matter', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(0.25, 2, 1024), (days, rate) => {
        expect(classify(days.map(({ close, reach }) => ({ close: close * rate, reach })))).toEqual(classify(days));
      }),
    );
  });
});
