import { describe, expect, it } from 'vitest';
import { bollinger, lineAt, sma, vwma, wma } from '../src/index.js';

const LENGTH = 1_000_000;
const PERIOD = 50;
/** Rounding of one operation, relative. */
const UNIT = 2 ** -53;

/** Values from a ten-thousandth to a trillion, the large ones rare: a running sum keeps their rounding for ever. */
function mixedMagnitudes(): Float64Array {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return Float64Array.from(
    { length: LENGTH },
    () => (1 + random()) * 10 ** (random() < 0.001 ? 12 : -4 + 6 * random()),
  );
}

/** Sum with the rounding of every addition kept apart (Neumaier 1974). */
function exactSum(terms: readonly number[]): number {
  let sum = 0;
  let lost = 0;
  for (const term of terms) {
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

describe('windows over a million values of mixed magnitude', () => {
  const values = mixedMagnitudes();
  const ones = new Float64Array(LENGTH).fill(1);
  const windowAt = (bar: number): number[] => Array.from(values.subarray(bar - PERIOD + 1, bar + 1));
  const bars = Array.from({ length: 4000 }, (_, k) => PERIOD + k * 249);
  const largest = (window: readonly number[]): number => Math.max(...window);

  it('have means as right at the end as at the beginning', () => {
    const line = sma(values, PERIOD);
    const plain = vwma(values, ones, PERIOD);
    for (const bar of bars) {
      const window = windowAt(bar);
      const mean = exactSum(window) / PERIOD;
      const bound = (PERIOD + 4) * 2 * UNIT * largest(window);
      expect(Math.abs((lineAt(line, bar) ?? Number.NaN) - mean)).toBeLessThanOrEqual(bound);
      expect(Math.abs((lineAt(plain, bar) ?? Number.NaN) - mean)).toBeLessThanOrEqual(bound);
    }
  });

  it('have weighted means as right at the end as at the beginning', () => {
    const line = wma(values, PERIOD);
    for (const bar of bars) {
      const window = windowAt(bar);
      const mean = exactSum(window.map((value, k) => value * (k + 1))) / ((PERIOD * (PERIOD + 1)) / 2);
      const bound = (PERIOD + 4) * 4 * UNIT * largest(window);
      expect(Math.abs((lineAt(line, bar) ?? Number.NaN) - mean)).toBeLessThanOrEqual(bound);
    }
  });

  it('have deviations as right at the end as at the beginning', () => {
    const { upper, middle } = bollinger(values, PERIOD, 1);
    for (const bar of bars) {
      const window = windowAt(bar);
      const mean = exactSum(window) / PERIOD;
      const deviation = Math.sqrt(exactSum(window.map((value) => (value - mean) ** 2)) / PERIOD);
      const actual = (lineAt(upper, bar) ?? Number.NaN) - (lineAt(middle, bar) ?? Number.NaN);
      expect(Math.abs(actual - deviation)).toBeLessThanOrEqual(PERIOD * (PERIOD + 1) * UNIT * largest(window));
    }
  });

  it('would not have with a running sum, which this test would catch', () => {
    let running = exactSum(windowAt(PERIOD - 1));
    let worst = 0;
    for (let bar = PERIOD; bar < LENGTH; bar++) {
      running += (values[bar] ?? 0) - (values[bar - PERIOD] ?? 0);
      if (bar % 249 !== 1) continue;
      const window = windowAt(bar);
      const bound = (PERIOD + 4) * 2 * UNIT * largest(window);
      worst = Math.max(worst, Math.abs(running / PERIOD - exactSum(window) / PERIOD) / bound);
    }
    expect(worst).toBeGreaterThan(1000);
  });

  it('do not see a price level: bands around a million and a cent are as wide as around a cent', () => {
    const cents = Float64Array.from({ length: 1000 }, (_, k) => ((k * 7919) % 64) / 64);
    const low = bollinger(cents, 20, 2);
    const high = bollinger(
      cents.map((value) => value + 2 ** 30),
      20,
      2,
    );
    for (const [k, upper] of high.upper.values.entries()) {
      const width = upper - (high.lower.values[k] ?? Number.NaN);
      // The width itself is right to the last digit; only the bands are rounded to the level's.
      expect(Math.abs(width - ((low.upper.values[k] ?? 0) - (low.lower.values[k] ?? 0)))).toBeLessThan(2 ** -20);
    }
  });
});
