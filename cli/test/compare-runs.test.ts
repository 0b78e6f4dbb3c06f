import { describe, expect, it } from 'vitest';
import { type ComparedRun, compareRuns } from '../src/compare/compare-runs.js';

const DAY_MS = 86_400_000;

/** A curve of returns: a drift, and noise that is the same for the same seed. */
function run(id: string, drift: number, seed: number, periods = 500): ComparedRun {
  let state = seed;
  const noise = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  };
  const equity = [100_000];
  for (let i = 0; i < periods; i++) equity.push((equity.at(-1) ?? 0) * (1 + drift + noise() * 0.02));
  const timesMs = equity.map((_, i) => Date.parse('2014-01-02T21:00:00Z') + i * DAY_MS);
  return { id, name: `run ${seed}`, interval: 'ONE_DAY', timesMs, equity };
}

describe('runs that are compared', () => {
  it('of one search have less evidence together than each has alone', () => {
    const noise = Array.from({ length: 12 }, (_, i) => run(`bt-${i}`, 0, 1000 + i * 77));
    const { runs, overfitting } = compareRuns(noise);
    const best = runs.toSorted((a, b) => (b.sharpe ?? 0) - (a.sharpe ?? 0))[0];
    expect(best?.probabilistic).toBeGreaterThan(0.8);
    expect(best?.deflated).toBeLessThan(0.7);
    for (const one of runs) expect(one.deflated).toBeLessThan(one.probabilistic ?? 0);
    // Nobody is better than the others: whoever is ahead in one half is so by luck.
    expect(overfitting).toBeGreaterThan(0.3);
  });

  it('of which one is truly better are not overfitted by choosing it', () => {
    const { runs, overfitting } = compareRuns([
      run('good', 0.004, 5),
      ...[6, 7, 8].map((seed) => run(`bt-${seed}`, 0, seed * 99)),
    ]);
    expect(overfitting).toBe(0);
    expect(runs[0]?.interval?.lower).toBeGreaterThan(0);
    expect(runs[0]?.periodsNeeded).toBeLessThan(100);
  });

  it('have intervals around their ratios, the same every time', () => {
    const [first] = compareRuns([run('a', 0.0005, 3)]).runs;
    const [again] = compareRuns([run('a', 0.0005, 3), run('b', 0, 4)]).runs;
    expect(again?.interval).toEqual(first?.interval);
    expect(first?.interval?.lower).toBeLessThan(first?.sharpe ?? 0);
    expect(first?.interval?.upper).toBeGreaterThan(first?.sharpe ?? 0);
  });

  it('say why nothing can be said about overfitting', () => {
    const why = (...runs: ComparedRun[]) => compareRuns(runs).noOverfitting;
    expect(why(run('a', 0, 1))).toBe('one run alone was not chosen from others');
    expect(why(run('a', 0, 1), run('b', 0, 2, 499))).toBe('a and b have other bars');
    expect(why(run('a', 0, 1, 60), run('b', 0, 2, 60))).toBe('60 periods, 100 are needed');
    expect(why(run('a', 0, 1), run('b', 0, 2))).toBeUndefined();
  });

  it('that never moved are evidence of nothing, without a number that is none', () => {
    const flat = { ...run('flat', 0, 1), equity: Array.from({ length: 501 }, () => 100_000) };
    const { runs, overfitting } = compareRuns([flat, flat]);
    expect(overfitting).toBeUndefined();
    expect(runs[0]).toMatchObject({
      sharpe: undefined,
      interval: undefined,
      deflated: undefined,
      drawdowns: [],
      ulcerIndex: 0,
    });
  });

  it('tell their deepest falls first, and which have not ended', () => {
    const equity = [100, 110, 99, 115, 120, 60, 80, 121, 110];
    const timesMs = equity.map((_, i) => i * DAY_MS);
    const [one] = compareRuns([{ id: 'a', name: '', interval: 'ONE_DAY', timesMs, equity }]).runs;
    expect(one?.drawdowns).toEqual([
      { depth: 0.5, peakMs: 4 * DAY_MS, troughMs: 5 * DAY_MS, recoveredMs: 7 * DAY_MS, periods: 3 },
      { depth: expect.closeTo(0.1, 12), peakMs: DAY_MS, troughMs: 2 * DAY_MS, recoveredMs: 3 * DAY_MS, periods: 2 },
      {
        depth: expect.closeTo(11 / 121, 12),
        peakMs: 7 * DAY_MS,
        troughMs: 8 * DAY_MS,
        recoveredMs: undefined,
        periods: undefined,
      },
    ]);
  });
});
