import type { Line } from '@cream/quant';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FactorSeries, factorStudy, type StudyOptions } from '../src/factor/factor-study.js';

const DAY_MS = 86_400_000;
const END = (bar: number) => Date.parse('2016-01-04T21:00:00Z') + bar * DAY_MS;

/** Prices that nobody can foresee, the same for the same seed. */
function prices(seed: number, bars: number): number[] {
  let state = seed;
  const closes = [100];
  while (closes.length < bars) {
    state = (state * 48_271) % 2_147_483_647;
    closes.push((closes.at(-1) ?? 0) * (1 + (state / 2_147_483_647 - 0.5) * 0.04));
  }
  return closes;
}

/** A symbol whose factor says at each bar what the return from the next bar to the one after will be, times `truth`. */
function series(symbol: string, seed: number, truth: (future: number, bar: number) => number, bars = 60): FactorSeries {
  const closes = prices(seed, bars);
  const values = Float64Array.from(closes, (_, t) => truth((closes[t + 2] ?? 0) / (closes[t + 1] ?? 1) - 1, t));
  const factor: Line = { offset: 0, values };
  return { symbol, endsMs: closes.map((_, bar) => END(bar)), closes, factor };
}

const SEEDS = [11, 222, 3333, 44_444, 555_555];
const world = (truth: (future: number, bar: number) => number, bars?: number) =>
  SEEDS.map((seed) => series(`S${seed}`, seed, truth, bars));
const options = (more: Partial<StudyOptions> = {}): StudyOptions => ({
  ...{ fromMs: END(0), toMs: END(1000), horizons: [1], delay: 1, quantiles: 5, leastSymbols: 3 },
  counts: () => true,
  ...more,
});

describe('a factor', () => {
  it.each([
    ['that knows the future orders every date right', (future: number) => future, 1],
    ['that knows it the wrong way round orders every date wrong', (future: number) => -future, -1],
  ])('%s', (_, truth, ic) => {
    const [one] = factorStudy(world(truth), options()).horizons;
    expect(one?.summary).toMatchObject({ dates: 58, hitRate: 1 });
    expect(one?.summary?.mean).toBeCloseTo(ic, 12);
    expect(Math.sign(one?.quantileSpread ?? 0)).toBe(ic);
  });

  it('that knows nothing orders by chance', () => {
    const [one] = factorStudy(
      world((_, bar) => (bar * 7919) % 101),
      options({ leastSymbols: 3 }),
    ).horizons;
    // All symbols have the same value on a date: there is no order, so no coefficient.
    expect(one?.summary).toBeUndefined();
    const noise = SEEDS.map((seed, i) => ({
      ...series(`S${seed}`, seed, () => 0, 400),
      factor: { offset: 0, values: Float64Array.from(prices(seed + i * 13 + 1, 400), (price) => price) },
    }));
    const [chance] = factorStudy(noise, options()).horizons;
    expect(Math.abs(chance?.summary?.mean ?? 1)).toBeLessThan(0.15);
  });

  // Spearman (1904): 1 - 6 Σd² / (n (n² - 1)), by hand: ranks 1 2 3 4 against 2 1 4 3 differ by 1 each, 1 - 24 / 60.
  it('has the rank correlation of its dates', () => {
    const order = [2, 1, 4, 3];
    const four = order.map((rank, i) => {
      const closes = [100, 100, 100 + i + 1, 100];
      const factor = { offset: 0, values: Float64Array.of(rank, 0, 0, 0) };
      return { symbol: `S${i}`, endsMs: closes.map((_, bar) => END(bar)), closes, factor };
    });
    const [one] = factorStudy(four, options({ toMs: END(0) })).horizons;
    expect(one?.coefficients).toEqual([{ endMs: END(0), coefficient: expect.closeTo(0.6, 12) }]);
  });

  it('counts only dates in the range, and symbols only while they were members', () => {
    const all = world((future) => future);
    const within = factorStudy(all, options({ fromMs: END(10), toMs: END(19) }));
    expect([within.dates, within.meanSymbols]).toEqual([10, 5]);
    const members = factorStudy(all, options({ counts: (symbol, end) => symbol !== 'S11' || end >= END(30) }));
    expect(members.meanSymbols).toBeCloseTo((30 * 4 + 30 * 5) / 60, 12);
    const few = factorStudy(all, options({ counts: (symbol) => symbol === 'S11' || symbol === 'S222' }));
    expect(few.horizons[0]?.summary).toBeUndefined();
  });

  it('puts symbols of different histories side by side by the time of their bars', () => {
    const [first, ...others] = world((future) => future);
    if (first === undefined) throw new Error('no series');
    const late = {
      ...first,
      endsMs: first.endsMs.slice(20),
      closes: first.closes.slice(20),
      factor: { offset: 0, values: first.factor?.values.slice(20) ?? new Float64Array() },
    };
    const [one] = factorStudy([late, ...others], options()).horizons;
    expect(one?.summary?.mean).toBeCloseTo(1, 12);
    expect(one?.summary?.dates).toBe(58);
  });

  it('never changes where its returns had come when more bars come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 50 }), fc.integer({ min: 1, max: 5 }), (cut, horizon) => {
        const momentum = (bars: number) =>
          SEEDS.map((seed) => {
            const whole = prices(seed, 60).slice(0, bars);
            const values = Float64Array.from(whole, (price, t) => price / (whole[Math.max(t - 3, 0)] ?? price) - 1);
            return {
              symbol: `S${seed}`,
              endsMs: whole.map((_, bar) => END(bar)),
              closes: whole,
              factor: { offset: 0, values },
            };
          });
        const study = (bars: number) =>
          factorStudy(momentum(bars), options({ horizons: [horizon] })).horizons[0]?.coefficients ?? [];
        const before = study(cut);
        expect(study(60).slice(0, before.length)).toEqual(before);
      }),
      { numRuns: 30 },
    );
  });
});
