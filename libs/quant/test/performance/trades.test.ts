import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aggregateReturns,
  averageLoss,
  averageWin,
  expectancy,
  expectancyRatio,
  exposure,
  exposuresOf,
  payoffRatio,
  profitFactor,
  QuantError,
  streaks,
  turnover,
  twoSidedTurnover,
  winRate,
} from '../../src/index.js';

describe('closed trades', () => {
  const TRADES = [100, 50, -30, 0, -20, -40, 90];

  it('earn so much in the mean, won and lost', () => {
    expect(expectancy(TRADES)).toBeCloseTo(150 / 7, 12);
    expect(averageWin(TRADES)).toBe(80);
    expect(averageLoss(TRADES)).toBe(-30);
    expect(payoffRatio(TRADES)).toBeCloseTo(80 / 30, 12);
    expect(expectancyRatio(TRADES)).toBeCloseTo(150 / 7 / 30, 12);
  });

  it('run in streaks that a trade without result ends', () => {
    expect(streaks(TRADES)).toEqual({ longestWin: 2, longestLoss: 2, current: 1 });
    expect(streaks([-1, -1])).toEqual({ longestWin: 0, longestLoss: 2, current: -2 });
    expect(streaks([1, 0])).toEqual({ longestWin: 1, longestLoss: 0, current: 0 });
    expect(streaks([])).toEqual({ longestWin: 0, longestLoss: 0, current: 0 });
  });

  it('have no payoff when none lost or none won', () => {
    expect(payoffRatio([1, 2])).toBeUndefined();
    expect(averageWin([-1])).toBeUndefined();
    expect(expectancyRatio([1])).toBeUndefined();
    expect(expectancy([])).toBeUndefined();
    expect(() => streaks([1, Number.NaN])).toThrow('realized[1] must be finite, got NaN');
  });

  it('agree: expectancy is what was won less what was lost, and profit factor is payoff by the odds', () => {
    const results = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(results, (trades) => {
        const win = averageWin(trades);
        const loss = averageLoss(trades);
        const won = winRate(trades) ?? 0;
        const lost = trades.filter((trade) => trade < 0).length / trades.length;
        expect(expectancy(trades)).toBeCloseTo(won * (win ?? 0) + lost * (loss ?? 0), 9);
        if (win !== undefined && loss !== undefined) {
          expect(profitFactor(trades)).toBeCloseTo(((payoffRatio(trades) ?? 0) * won) / lost, 9);
        }
        const { longestWin, longestLoss, current } = streaks(trades);
        expect(current <= longestWin && -current <= longestLoss).toBe(true);
        expect(longestWin + longestLoss).toBeLessThanOrEqual(trades.length);
      }),
    );
  });
});

describe('a portfolio', () => {
  it('is in the market by the size of its positions', () => {
    expect(exposuresOf([60_000, -30_000, 20_000], 100_000)).toEqual({ gross: 1.1, net: 0.5, long: 0.8, short: 0.3 });
    expect(exposuresOf([], 100)).toEqual({ gross: 0, net: 0, long: 0, short: 0 });
    expect(() => exposuresOf([1], 0)).toThrow('equity');
    expect(exposure([true, false, true, true])).toBe(0.75);
    expect(exposure([])).toBeUndefined();
  });

  it('turns over by the lesser of what is bought and sold, by the year', () => {
    const trading = { bought: [50, 0, 30], sold: [0, 40, 0], equity: [100, 100, 100] };
    expect(turnover(trading, 12)).toBeCloseTo(1.6, 12);
    expect(twoSidedTurnover(trading, 12)).toBeCloseTo(4.8, 12);
    expect(turnover({ bought: [], sold: [], equity: [] }, 12)).toBeUndefined();
    expect(() => turnover({ bought: [-1], sold: [0], equity: [1] }, 12)).toThrow('bought[0] must be 0 or more');
    expect(() => turnover({ bought: [1], sold: [], equity: [1] }, 12)).toThrow(QuantError);
  });

  it('earns a month what its days earn together', () => {
    const months = aggregateReturns([0.1, 0.1, -0.5, 0.02], ['2026-01', '2026-01', '2026-02', '2026-03']);
    expect(months.map(({ label }) => label)).toEqual(['2026-01', '2026-02', '2026-03']);
    expect(months[0]?.value).toBeCloseTo(0.21, 12);
    expect(() => aggregateReturns([0.1], [])).toThrow('labels has 0 values but returns has 1');
  });
});
