import { Decimal } from '@cream/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BASELINES,
  type Baseline,
  baselineParameters,
  bpsFees,
  playBaseline,
  type SimulationSettings,
} from '../src/index.js';
import { dailyBars, hourlyBars, type Ohlcv, OPEN_MS, series, told } from './bars.js';

function baseline(name: string): Baseline {
  const found = BASELINES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no baseline ${name}`);
  return found;
}

/** Bars that open at the close before. */
function closing(closes: readonly number[]): Ohlcv[] {
  return closes.map((close, n) => {
    const open = closes[n - 1] ?? close;
    return [open, Math.max(open, close), Math.min(open, close), close];
  });
}

const walk = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 1, maxLength: 120 }).map((steps) => {
  let price = 10_000;
  return steps.map((step) => {
    price = Math.max(100, price + step);
    return price / 100;
  });
});

const targetsOf = (name: string, closes: readonly number[], given: Record<string, number> = {}) => {
  const rule = baseline(name);
  return [...rule.targets(dailyBars(closing(closes)), baselineParameters(rule, given))];
};

describe('a baseline', () => {
  it.each(BASELINES.map((one) => [one.name, one] as const))(
    '%s wants the same of the past whatever follows',
    (_, rule) => {
      fc.assert(
        fc.property(walk, fc.nat(), (closes, at) => {
          const cut = (at % closes.length) + 1;
          const parameters = baselineParameters(rule, {});
          const whole = rule.targets(dailyBars(closing(closes)), parameters);
          const part = rule.targets(dailyBars(closing(closes.slice(0, cut))), parameters);
          expect([...part]).toEqual([...whole.subarray(0, cut)]);
        }),
      );
    },
  );

  it.each(BASELINES.map((one) => [one.name, one] as const))(
    '%s wants nothing before it is warm, at any price level',
    (_, rule) => {
      fc.assert(
        fc.property(walk, (closes) => {
          const parameters = baselineParameters(rule, {});
          const targets = rule.targets(dailyBars(closing(closes)), parameters);
          expect(targets.length).toBe(closes.length);
          expect(targets.subarray(0, rule.warmUp(parameters)).every((target) => target === 0)).toBe(true);
          const higher = closes.map((close) => close * 4);
          expect(rule.targets(dailyBars(closing(higher)), parameters)).toEqual(targets);
        }),
      );
    },
  );

  it('names its parameters when one is unknown, or out of range', () => {
    expect(() => baselineParameters(baseline('sma-cross'), { fsat: 3 })).toThrow(
      'fsat is no parameter of sma-cross: choose from fast (10), slow (50)',
    );
    expect(() => baselineParameters(baseline('buy-and-hold'), { fast: 3 })).toThrow('it has none');
    expect(() => baselineParameters(baseline('sma-cross'), { fast: 50 })).toThrow('fast must be less than slow (50)');
    expect(() => baselineParameters(baseline('rsi'), { oversold: 101 })).toThrow('at least 0 and at most 100');
    expect(() => baselineParameters(baseline('macd'), { signal: 2.5 })).toThrow('signal must be a whole number');
    expect(() => baselineParameters(baseline('bollinger'), { multiplier: 0 })).toThrow('must be a number above 0');
    expect(() => baselineParameters(baseline('zscore-reversion'), { exit: 2 })).toThrow(
      'exit must be less than entry (2)',
    );
  });
});

describe('the rules', () => {
  it('a cross is a change of sign, not a touch, and the side it began on is no cross', () => {
    const two = { fast: 1, slow: 2 };
    expect(targetsOf('sma-cross', [5, 6, 7, 6, 5, 6], two)).toEqual([0, 0, 0, -1, -1, 1]);
    expect(targetsOf('sma-cross', [5, 6, 6, 7, 6, 6, 5], two)).toEqual([0, 0, 0, 0, -1, -1, -1]);
  });

  it('the RSI buys what only fell and sells what only rose', () => {
    const period = { period: 2 };
    expect(targetsOf('rsi', [5, 4, 3, 3, 4, 5], period)).toEqual([0, 0, 1, 1, 1, -1]);
  });

  it('reversion enters outside and leaves inside', () => {
    const window = { period: 4, entry: 1.5, exit: 0.5 };
    expect(targetsOf('zscore-reversion', [10, 10, 10, 6, 8, 12], window)).toEqual([0, 0, 0, 1, 0, 0]);
    expect(targetsOf('bollinger', [10, 10, 10, 6, 8, 12], { period: 4, multiplier: 1.5 })).toEqual([0, 0, 0, 1, 1, 0]);
  });
});

describe('playing a baseline', () => {
  const free: SimulationSettings = { cash: 100_000, allowShort: true };
  const cross = { baseline: baseline('sma-cross'), parameters: { fast: 1, slow: 2 }, fromMs: 0 };

  it('trades one share at the open after a cross, both ways, and marks it at the last close', () => {
    const rows: Ohlcv[] = [
      [5, 5, 5, 5],
      [5, 6, 5, 6],
      [6, 6, 4, 4],
      [4.5, 4.5, 4, 4],
      [4, 7, 4, 7],
      [6.5, 8, 6.5, 8],
    ];
    const result = playBaseline({ ...cross, quantity: 1 }, { ...free, fees: bpsFees(5) }, [
      series('X', dailyBars(rows)),
    ]);
    expect(told(result.fills)).toEqual(['SELL 1 @ 4.5 ENTRY', 'BUY 1 @ 6.5 CLOSE', 'BUY 1 @ 6.5 ENTRY']);
    const cash = new Decimal(100_000).plus(4.5).minus(13).minus(0.00225).minus('0.0065');
    expect(result.cash.toFixed()).toBe(cash.toFixed());
    expect(result.finalEquity.toFixed()).toBe(cash.plus(8).toFixed());
  });

  it('sells what it has and nothing more without shorts', () => {
    const rows = closing([5, 6, 4, 4, 7, 8, 3, 3]);
    const { fills } = playBaseline({ ...cross, quantity: 1 }, { ...free, allowShort: false }, [
      series('X', dailyBars(rows)),
    ]);
    expect(told(fills)).toEqual(['BUY 1 @ 7 ENTRY', 'SELL 1 @ 3 CLOSE']);
  });

  it('buys with what its symbol has left, and no more once that is gone', () => {
    const rows = closing([5, 6, 4, 4, 8, 8, 4, 4, 5, 5]);
    const { fills } = playBaseline(cross, { cash: 20, allowShort: false }, [series('X', dailyBars(rows))]);
    expect(told(fills)).toEqual(['BUY 2 @ 8 ENTRY', 'SELL 2 @ 4 CLOSE', 'BUY 2 @ 5 ENTRY']);
  });

  it('takes back what is left of an entry when it wants something else', () => {
    // A tenth of 100 units a bar: the entry of 100 has 20 of them when the close crosses back.
    const rows = closing([5, 6, 4, 4, 7, 8, 3, 3, 3, 3, 3]).map(([o, h, l, c]): Ohlcv => [o, h, l, c, 100]);
    const settings = { ...free, allowShort: false, rules: { volumeShare: 0.1 } };
    const { fills, positions } = playBaseline({ ...cross, quantity: 100 }, settings, [series('X', dailyBars(rows))]);
    expect(told(fills)).toEqual(['BUY 10 @ 7 ENTRY', 'BUY 10 @ 8 ENTRY', 'SELL 10 @ 3 CLOSE', 'SELL 10 @ 3 CLOSE']);
    expect(positions.size).toBe(0);
  });

  it.each(BASELINES.map((one) => [one.name, one] as const))(
    '%s trades nothing with averages beyond all bars',
    (_, rule) => {
      const long = rule.parameters
        .filter(({ name, whole }) => whole && name !== 'fast')
        .map(({ name, most }) => [name, most ?? 1e15]);
      if (long.length === 0) return;
      const play = { baseline: rule, parameters: Object.fromEntries(long), quantity: 1, fromMs: 0 };
      expect(playBaseline(play, free, [series('X', dailyBars(closing([5, 6, 4, 8])))]).fills).toEqual([]);
    },
  );

  it('acts from a time on, warmed up by the bars before', () => {
    const bars = hourlyBars(closing([5, 6, 4, 4, 7, 8, 3, 3]));
    const { fills } = playBaseline({ ...cross, quantity: 1, fromMs: bars.end[5] as number }, free, [series('X', bars)]);
    expect(told(fills)).toEqual(['SELL 1 @ 3 ENTRY']);
  });

  it('holds from the start, each symbol from its own first bar, with equal shares', () => {
    const early = series('A', dailyBars(closing([10, 10, 20])));
    const late = series('B', dailyBars([[5, 5, 5, 5]], OPEN_MS + 2 * 24 * 3_600_000));
    const { fills } = playBaseline({ baseline: baseline('buy-and-hold'), parameters: {}, fromMs: 0 }, { cash: 100 }, [
      early,
      late,
    ]);
    expect(told(fills)).toEqual(['BUY 5 @ 10 ENTRY', 'BUY 10 @ 5 ENTRY']);
  });
});
