import { describe, expect, it } from 'vitest';
import { backtestOverfitting, QuantError, sharpe } from '../../src/index.js';
import { normals, parkMiller, seeded, sumOfTwelve } from '../random.js';

/** Daily returns of strategies with a mean each, a tenth of a percent of noise around it. */
function strategies(seed: number, means: readonly number[], periods = 320): number[][] {
  const random = seeded(seed);
  return means.map((mean) => normals(random, periods).map((value) => mean + 0.001 * value));
}

const NOISE = new Array<number>(20).fill(0);

describe('the probability of backtest overfitting', () => {
  it('is about a half when no strategy has skill', () => {
    const seeds = Array.from({ length: 30 }, (_, seed) => seed + 1);
    const found = seeds.map((seed) => backtestOverfitting(strategies(seed, NOISE), { blocks: 10 })?.probability ?? -1);
    const average = found.reduce((sum, value) => sum + value, 0) / found.length;
    expect(average).toBeGreaterThan(0.4);
    expect(average).toBeLessThan(0.6);
  });

  it('is 0 when one strategy is better everywhere', () => {
    const result = backtestOverfitting(strategies(3, [...NOISE, 0.002]), { blocks: 10 });
    expect(result?.probability).toBe(0);
    expect(result?.lossProbability).toBe(0);
    expect(new Set(result?.splits.map(({ best }) => best))).toEqual(new Set([20]));
  });

  it('is 1 when what wins in one half loses in the other', () => {
    // Each strategy earns in its own block and loses in all others: the best in sample is worst out of sample.
    const returns = Array.from({ length: 4 }, (_, own) =>
      Array.from({ length: 40 }, (__, i) => (Math.floor(i / 10) === own ? 0.05 : -0.01) + (i % 2 ? 0.001 : -0.001)),
    );
    const result = backtestOverfitting(returns, { blocks: 4 });
    expect(result?.probability).toBe(1);
    expect(result?.lossProbability).toBe(1);
  });

  // The steps of the paper in NumPy (blocks, combinations, Sharpe ratios, argmax) and SciPy 1.17.1 (rankdata, linregress).
  it('is 85 of 252 splits for seven strategies of little skill, by an independent reading of the paper', () => {
    const random = parkMiller(1);
    const returns = Array.from({ length: 7 }, (_, skill) =>
      Array.from({ length: 120 }, () => 0.01 * sumOfTwelve(random) + 0.0004 * skill),
    );
    const result = backtestOverfitting(returns, { blocks: 10 });
    expect(result?.splits).toHaveLength(252);
    expect(result?.probability).toBe(85 / 252);
    expect(result?.lossProbability).toBe(19 / 252);
    const logits = result?.splits.map(({ logit }) => logit) ?? [];
    expect(logits.reduce((sum, logit) => sum + logit, 0) / logits.length).toBeCloseTo(0.7491792786018608, 12);
    expect(result?.degradation?.slope).toBeCloseTo(-0.601069518075105, 10);
    expect(result?.degradation?.intercept).toBeCloseTo(0.4366368813423152, 10);
  });

  it('tries every half of sixteen blocks', () => {
    expect(backtestOverfitting(strategies(1, [0, 0, 0]))?.splits).toHaveLength(12_870);
  });

  it('does not depend on the order of the strategies, nor on their unit', () => {
    const tried = strategies(5, NOISE);
    const expected = backtestOverfitting(tried, { blocks: 8 });
    expect(backtestOverfitting(tried.toReversed(), { blocks: 8 })?.probability).toBe(expected?.probability);
    const percent = tried.map((returns) => returns.map((value) => 100 * value));
    expect(backtestOverfitting(percent, { blocks: 8 })?.probability).toBe(expected?.probability);
    expect(backtestOverfitting(percent, { blocks: 8 })?.degradation?.slope).toBeCloseTo(
      expected?.degradation?.slope ?? Number.NaN,
      9,
    );
  });

  it('measures both halves as if each were the whole', () => {
    const tried = strategies(9, [0, 0.0001, -0.0001], 45);
    const result = backtestOverfitting(tried, { blocks: 4 });
    // 45 periods are four blocks of 11, the oldest one left out; the first split takes blocks 0 and 1.
    const [split] = result?.splits ?? [];
    const half = (from: number): (number | undefined)[] =>
      tried.map((returns) => sharpe(returns.slice(from, from + 22), 1));
    const best = half(1).indexOf(Math.max(...half(1).map((value) => value ?? Number.NaN)));
    expect(split?.best).toBe(best);
    expect(split?.inSample).toBeCloseTo(half(1)[best] ?? Number.NaN, 10);
    expect(split?.outOfSample).toBeCloseTo(half(23)[best] ?? Number.NaN, 10);
    const rank = half(23).filter((value) => (value ?? 0) <= (half(23)[best] ?? 0)).length;
    expect(split?.logit).toBeCloseTo(Math.log(rank / (4 - rank)), 12);
  });

  it('ranks a strategy that does not trade last, and says nothing when none does', () => {
    const idle = new Array<number>(40).fill(0);
    const [active = []] = strategies(2, [-0.001], 40);
    const result = backtestOverfitting([idle, active], { blocks: 4 });
    expect(new Set(result?.splits.map(({ best }) => best))).toEqual(new Set([1]));
    expect(result?.probability).toBe(0);
    expect(backtestOverfitting([idle, idle], { blocks: 4 })).toBeUndefined();
  });

  it('is refused without a choice, enough time or an even number of blocks', () => {
    const [one = [], other = []] = strategies(1, [0, 0], 40);
    expect(() => backtestOverfitting([one])).toThrow('strategies must be at least two, got 1');
    expect(() => backtestOverfitting([one, other.slice(1)], { blocks: 4 })).toThrow('the first has 40');
    expect(() => backtestOverfitting([one, other], { blocks: 5 })).toThrow('blocks must be even');
    expect(() => backtestOverfitting([one, other], { blocks: 26 })).toThrow(QuantError);
    expect(() => backtestOverfitting([one, other], { blocks: 22 })).toThrow('at least 44 periods');
    expect(() => backtestOverfitting([one, [Number.NaN, ...other.slice(1)]], { blocks: 4 })).toThrow('must be finite');
  });
});
