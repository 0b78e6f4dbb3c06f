import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cagr,
  calmar,
  drawdowns,
  maxDrawdown,
  profitFactor,
  sampleDeviation,
  sharpe,
  simpleReturns,
  sortino,
  totalReturn,
  winRate,
} from '../src/index.js';
import { constant, prices } from './series.js';

const YEAR_MS = 365.25 * 86_400_000;

describe('an equity curve', () => {
  it('fell by a share of its peak', () => {
    expect(maxDrawdown([100, 120, 90, 130, 117])).toMatchObject({ depth: 0.25, peakIndex: 1, troughIndex: 2 });
    expect(maxDrawdown([100, 101])).toMatchObject({ depth: 0, peakIndex: undefined });
    expect(maxDrawdown([])).toBeUndefined();
  });

  it('grows by the year that really passed', () => {
    expect(cagr(100, 121, 2 * YEAR_MS)).toBeCloseTo(0.1, 12);
    expect(cagr(100, 121, 0)).toBeUndefined();
    expect(totalReturn([100, 80, 121])).toBeCloseTo(0.21, 12);
  });

  it('never lies above its peak or below nothing', () => {
    fc.assert(
      fc.property(prices(), (curve) => {
        for (const depth of drawdowns(curve)) expect(depth >= 0 && depth < 1).toBe(true);
      }),
    );
  });
});

describe('risk-adjusted returns', () => {
  it('relate the mean to the deviation, by the year', () => {
    const returns = [0.01, 0.03];
    const deviation = sampleDeviation(returns) ?? 0;
    expect(sharpe(returns, 252)).toBeCloseTo((0.02 / deviation) * Math.sqrt(252), 12);
    // Shortfalls 0.02 and 0: downside deviation is 0.02 / √2.
    expect(sortino([-0.02, 0.04], 1)).toBeCloseTo((0.01 / 0.02) * Math.SQRT2, 12);
    expect(calmar(0.2, 0.1)).toBeCloseTo(2, 12);
  });

  it('are not defined without risk', () => {
    expect(sharpe(simpleReturns(constant(100, 10)), 252)).toBeUndefined();
    expect(sortino([0.01, 0.02], 252)).toBeUndefined();
    expect(calmar(0.2, 0)).toBeUndefined();
  });
});

describe('closed trades', () => {
  it('won or lost; one that earned nothing did not win', () => {
    expect(winRate([10, 0, -5, 20])).toBe(0.5);
    expect(profitFactor([10, -5, 20])).toBe(6);
    expect(profitFactor([10])).toBeUndefined();
    expect(winRate([])).toBeUndefined();
  });
});
