import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuantError, regimeFeatures } from '../../src/index.js';
import { constant, quotes } from '../series.js';

/** A close a day that grows by 1 % and falls by 1 % in turn, 21 days: 20 returns. */
const zigzag = Array.from({ length: 21 }, (_, day) => 100 * Math.exp(0.01 * (day % 2)));

describe('the features of a bar', () => {
  it('are its return, volatility, volume score and trend strength, from the 21st close on', () => {
    const volume = [...constant(100, 20), 200];
    const { offset, names, values } = regimeFeatures(zigzag, volume);
    expect(offset).toBe(20);
    expect(names).toEqual(['return', 'volatility', 'volume', 'trend']);
    // Twenty returns of ±1 % about 0: Σ = 20 · 0.01², divisor 19. One of twenty volumes is 100 above the rest: 95 above
    // their mean, in sample deviations √(95² + 19 · 5²) / √19.
    expect(values[0]).toBeCloseTo(-0.01, 12);
    expect(values[1]).toBeCloseTo(0.01 * Math.sqrt(20 / 19), 12);
    expect(values[2]).toBeCloseTo(95 / Math.sqrt((95 ** 2 + 19 * 5 ** 2) / 19), 10);
    expect(values[3]).toBeCloseTo(0, 10);
  });

  it('measure a trend by what 20 bars without one would make of the volatility', () => {
    // Returns of +2 % and −1 % in turn: 10 % over 20 bars, mean 0.5 %, each 1.5 % from it.
    const climb = Array.from(
      { length: 21 },
      (_, day) => 100 * Math.exp(Math.ceil(day / 2) * 0.02 - Math.floor(day / 2) * 0.01),
    );
    const { values, names } = regimeFeatures(climb);
    expect(names).toEqual(['return', 'volatility', 'trend']);
    expect(values[2]).toBeCloseTo(0.1 / (0.015 * Math.sqrt(20 / 19) * Math.sqrt(20)), 10);
  });

  it('clamp a trend beyond doubt, and call a price that stands still none', () => {
    const steep = Array.from({ length: 30 }, (_, day) => 100 * 1.01 ** day);
    expect(regimeFeatures(steep).values.at(-1)).toBe(3);
    expect(regimeFeatures(steep.map((close) => 1 / close)).values.at(-1)).toBe(-3);
    expect(Array.from(regimeFeatures(constant(100, 21)).values)).toEqual([0, 0, 0]);
  });

  it('leave volume out where none was traded', () => {
    expect(regimeFeatures(zigzag, constant(0, 21)).names).not.toContain('volume');
    expect(regimeFeatures(zigzag, constant(7, 21)).values[2]).toBe(0);
  });

  it('do not exist of a history that is too short', () => {
    expect(regimeFeatures(zigzag.slice(1)).values).toHaveLength(0);
    expect(regimeFeatures([]).values).toHaveLength(0);
  });

  it('name the input that has none', () => {
    expect(() => regimeFeatures([...zigzag, 0])).toThrow(QuantError);
    expect(() => regimeFeatures(zigzag, [1])).toThrow('volume has 1 values but close has 21');
    expect(() => regimeFeatures(zigzag, constant(-1, 21))).toThrow('volume[0] must lie between 0 and 1e+150, got -1');
    expect(() => regimeFeatures(zigzag, constant(1, 21).with(4, Number.NaN))).toThrow(/^volume\[4\]/);
    expect(() => regimeFeatures(zigzag, constant(1, 21).with(2, 1e308))).toThrow(/^volume\[2\]/);
    expect(() => regimeFeatures(zigzag.with(3, 1e-320).with(4, 1e300))).toThrow(/^close\[4\] must be within/);
  });

  it('of a bar do not change with the bars after it', () => {
    fc.assert(
      fc.property(quotes(40, 80), fc.integer({ min: 25, max: 40 }), (closes, length) => {
        const volume = closes.map((close) => Math.round(close));
        const early = regimeFeatures(closes.slice(0, length), volume.slice(0, length));
        const later = regimeFeatures(closes, volume);
        expect(later.values.slice(0, early.values.length)).toEqual(early.values);
      }),
    );
  });
});
