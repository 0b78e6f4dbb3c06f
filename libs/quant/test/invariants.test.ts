import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atr,
  bollinger,
  ema,
  type Line,
  lineAt,
  logReturns,
  macd,
  maxDrawdown,
  rsi,
  sharpe,
  simpleReturns,
  sma,
  sortino,
  swingPivots,
} from '../src/index.js';
import { quotes } from './series.js';

/** Every line of the library over one price series; for the true range, bars that reach a tenth around it. */
const LINES: readonly [name: string, compute: (values: readonly number[]) => Line][] = [
  ['sma', (values) => sma(values, 5)],
  ['ema', (values) => ema(values, 5)],
  ['rsi', (values) => rsi(values, 5)],
  ['atr', (values) => atr(...barsAround(values), 5)],
  ['bollinger upper', (values) => bollinger(values, 5, 2).upper],
  ['bollinger lower', (values) => bollinger(values, 5, 2).lower],
  ['macd', (values) => macd(values, 3, 6, 4).line],
  ['macd signal', (values) => macd(values, 3, 6, 4).signal],
  ['macd histogram', (values) => macd(values, 3, 6, 4).histogram],
];
/** What moves with the price when every price rises by the same amount; the others are differences and stay. */
const MOVING = new Set(['sma', 'ema', 'bollinger upper', 'bollinger lower']);

function barsAround(values: readonly number[]): [high: number[], low: number[], close: readonly number[]] {
  return [values.map((value) => value * 1.1), values.map((value) => value * 0.9), values];
}

describe.each(LINES)('%s', (name, compute) => {
  it('depends on no later bar', () => {
    fc.assert(
      fc.property(quotes(1, 60), fc.nat(), (values, cut) => {
        const whole = compute(values);
        const known = compute(values.slice(0, (cut % values.length) + 1));
        for (const [k, value] of known.values.entries()) {
          expect(value).toBe(lineAt(whole, known.offset + k));
        }
      }),
    );
  });

  it('does not modify the series', () => {
    const values = [5, 4, 6, 7, 3, 8, 9, 2, 5, 6];
    const before = [...values];
    compute(values);
    expect(values).toEqual(before);
  });

  it(name === 'rsi' ? 'does not depend on the currency' : 'is measured in the currency of the price', () => {
    fc.assert(
      fc.property(quotes(1, 60), fc.double({ min: 0.01, max: 100, noNaN: true }), (values, rate) => {
        const scale = name === 'rsi' ? 1 : rate;
        expectClose(compute(values.map((value) => value * rate)), compute(values), (value) => value * scale, rate);
      }),
    );
  });

  it.skipIf(name === 'atr')(`${MOVING.has(name) ? 'moves' : 'does not move'} with the level of the price`, () => {
    fc.assert(
      fc.property(quotes(1, 60), fc.integer({ min: 1, max: 500 }), (values, shift) => {
        const expected = (value: number): number => (MOVING.has(name) ? value + shift : value);
        expectClose(compute(values.map((value) => value + shift)), compute(values), expected, 1);
      }),
    );
  });
});

/** Rounding of prices up to 1500 leaves nine digits behind the point. */
function expectClose(actual: Line, base: Line, expected: (value: number) => number, scale: number): void {
  expect(actual.values).toHaveLength(base.values.length);
  for (const [k, value] of base.values.entries()) {
    expect(Math.abs((actual.values[k] ?? Number.NaN) - expected(value))).toBeLessThan(1e-7 * Math.max(scale, 1));
  }
}

describe('bounds', () => {
  it('keep the middle between the bands, and the relative strength between 0 and 100 to the last bit', () => {
    fc.assert(
      fc.property(quotes(20), (values) => {
        const { upper, middle, lower } = bollinger(values, 5, 2);
        for (const [k, centre] of middle.values.entries()) {
          expect((lower.values[k] ?? Number.NaN) <= centre && centre <= (upper.values[k] ?? Number.NaN)).toBe(true);
        }
        for (const value of atr(...barsAround(values), 14).values) expect(value).toBeGreaterThanOrEqual(0);
      }),
    );
    // A gain of 81 / 997: multiplied by 100 before it is divided, it would give 100.00000000000001.
    expect([...rsi([0, 81 / 997], 1).values]).toEqual([100]);
  });

  it('keep a pivot known once known', () => {
    fc.assert(
      fc.property(quotes(12, 60), fc.nat(), (values, cut) => {
        const [high, low] = barsAround(values);
        const length = (cut % values.length) + 1;
        const known = swingPivots(high.slice(0, length), low.slice(0, length), 3);
        expect(swingPivots(high, low, 3).filter(({ index }) => index < length - 3)).toEqual(known);
      }),
    );
  });
});

describe('performance', () => {
  it('does not depend on how much money the account holds', () => {
    fc.assert(
      fc.property(quotes(3, 60), fc.constantFrom(0.5, 4, 1024), (curve, factor) => {
        const richer = curve.map((equity) => equity * factor);
        expect(maxDrawdown(richer)).toEqual(maxDrawdown(curve));
        expect(sharpe(simpleReturns(richer), 252)).toBe(sharpe(simpleReturns(curve), 252));
        expect(sortino(simpleReturns(richer), 252)).toBe(sortino(simpleReturns(curve), 252));
      }),
    );
  });

  it('compounds: logarithmic returns add up to that of the whole', () => {
    fc.assert(
      fc.property(quotes(2, 60), (curve) => {
        const sum = logReturns(curve).reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(Math.log((curve.at(-1) ?? 1) / (curve[0] ?? 1)), 9);
      }),
    );
  });
});
