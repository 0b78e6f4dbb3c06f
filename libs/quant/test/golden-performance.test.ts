import { describe, expect, it } from 'vitest';
import {
  drawdownTable,
  excessKurtosis,
  longestRecovery,
  populationVariance,
  probabilisticSharpe,
  sharpe,
  simpleReturns,
  skewness,
  sortino,
} from '../src/index.js';
import { askedOf, EMPYRICAL, type Expected, type Inputs, NOT_OURS } from './empyrical.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, goldenJson, goldenTable } from './golden.js';

interface Published {
  readonly inputs: Inputs;
  readonly cases: readonly { readonly test: string; readonly params: Readonly<Record<string, unknown>> }[];
}

/** Where the publisher's own test asks for less than eight digits, because the values are written with fewer. */
const TOLERANCES: Readonly<Record<string, number>> = {
  test_cum_returns: 1e-4,
  test_cum_returns_final: 1e-4,
  test_roll_max_drawdown: 1e-4,
};

/** empyrical says NaN or infinite where this library says undefined. */
function expectPublished(actual: unknown, expected: Expected, tolerance: number): void {
  if (Array.isArray(expected)) {
    expect(actual).toHaveLength(expected.length);
    const values = actual as readonly unknown[];
    for (const [k, each] of expected.entries()) expectPublished(values[k], each, tolerance);
  } else if (typeof expected === 'number') {
    expect(Math.abs((actual as number) - expected), `${actual}, published ${expected}`).toBeLessThanOrEqual(tolerance);
  } else if (Array.isArray(actual)) {
    // Rolled over one window that has no value.
    for (const each of actual) expect(each).toBeUndefined();
  } else {
    expect(actual).toBeUndefined();
  }
}

// stefan-jansen/empyrical-reloaded, tests/test_stats.py (Apache-2.0).
describe.skipIf(!GOLDEN_PRESENT)(`statistics published with empyrical${GOLDEN_NOTE}`, () => {
  const { inputs, cases } = GOLDEN_PRESENT
    ? goldenJson<Published>('metrics/empyrical_cases.json')
    : { inputs: {}, cases: [] };
  const ours = cases.filter(({ test }) => !(test in NOT_OURS));

  it('are all known here, met or not ours for a reason', () => {
    expect(cases).toHaveLength(168);
    expect(new Set(cases.map(({ test }) => test))).toEqual(
      new Set([...Object.keys(EMPYRICAL), ...Object.keys(NOT_OURS)]),
    );
    expect(ours).toHaveLength(155);
  });

  it.each(ours.map(({ test, params }) => ({ test, params, of: described(params) })))('$test of $of', (one) => {
    const actual = EMPYRICAL[one.test]?.(askedOf(one.params, inputs));
    // A simple number of digits behind the point is rounded by half of the last.
    expectPublished(actual, one.params.expected as Expected, TOLERANCES[one.test] ?? 1.5e-8);
  });
});

// QuantConnect/Lean, Tests/Common/Statistics (Apache-2.0).
describe.skipIf(!GOLDEN_PRESENT)(`drawdowns published with Lean${GOLDEN_NOTE}`, () => {
  const { drawdown_recovery_days: cases } = GOLDEN_PRESENT
    ? goldenJson<{ readonly drawdown_recovery_days: readonly [number[], number][] }>('metrics/lean_stats_cases.json')
    : { drawdown_recovery_days: [] };

  it.each(cases)('%j took %d days to recover at most', (equity, days) => {
    expect(longestRecovery(drawdownTable(equity))).toBe(days);
  });
});

// QuantConnect/Lean, Tests/Common/Statistics (Apache-2.0).
describe.skipIf(!GOLDEN_PRESENT)(`probabilistic Sharpe ratios published with Lean${GOLDEN_NOTE}`, () => {
  interface Case {
    readonly perf: readonly number[];
    readonly bench: readonly number[];
    readonly psr: number;
    readonly tol: number;
  }
  const { probabilistic_sharpe: cases } = GOLDEN_PRESENT
    ? goldenJson<{ readonly probabilistic_sharpe: readonly Case[] }>('metrics/lean_stats_cases.json')
    : { probabilistic_sharpe: [] };

  it.each(cases)('$perf beside $bench', ({ perf, bench, psr, tol }) => {
    const [observed, benchmark] = [sharpe(perf, 1), sharpe(bench, 1)];
    // Lean fills in unbiased moments, and the excess kurtosis where the paper has Pearson's.
    const [skew, excess] = [skewness(perf, 'unbiased'), excessKurtosis(perf, 'unbiased')];
    if (observed === undefined || benchmark === undefined || skew === undefined || excess === undefined) {
      // Lean says 0 where nothing varied and no ratio is defined.
      expect(psr).toBe(0);
      expect(new Set(perf).size).toBe(1);
    } else {
      const evidence = { sharpe: observed, observations: perf.length, skewness: skew, kurtosis: excess };
      expect(Math.abs((probabilisticSharpe(evidence, benchmark) ?? Number.NaN) - psr)).toBeLessThanOrEqual(tol);
    }
  });
});

interface RolledCase {
  readonly file: string;
  readonly column: string;
  readonly window: number;
  readonly statistic: (returns: Float64Array) => number | undefined;
  readonly scale?: number;
  readonly tolerance?: number;
}

// QuantConnect/Lean, Tests/TestData (Apache-2.0): the statistic of the newest returns along a series of closes.
describe.skipIf(!GOLDEN_PRESENT)(`rolled statistics published with Lean${GOLDEN_NOTE}`, () => {
  const CASES: readonly RolledCase[] = [
    // Lean divides by the population deviation, and allows 1e-3: the last bar was written before it closed.
    {
      file: 'spy_sr.txt',
      column: 'SR_10',
      window: 10,
      statistic: (r) => sharpe(r, 1),
      scale: Math.sqrt(10 / 9),
      tolerance: 1e-3,
    },
    { file: 'spy_sortino.csv', column: 'sortino_rf_0_period_15', window: 15, statistic: (r) => sortino(r, 1) },
    { file: 'spy_sortino.csv', column: 'sortino_rf_0.01_period_15', window: 15, statistic: (r) => sortino(r, 1, 0.01) },
  ];

  it.each(CASES)('$file, $column', ({ file, column, window, statistic, scale = 1, tolerance = 1e-8 }) => {
    const table = goldenTable(`lean_indicators/${file}`);
    const returns = simpleReturns(table.column('close').map((value) => value ?? Number.NaN));
    const expected = table.column(column);
    let compared = 0;
    for (let end = window; end <= returns.length; end++) {
      const published = expected[end];
      if (published === undefined) continue;
      const actual = (statistic(returns.subarray(end - window, end)) ?? Number.NaN) * scale;
      expect(Math.abs(actual - published), `bar ${end}: ${actual}, published ${published}`).toBeLessThan(tolerance);
      compared++;
    }
    expect(compared).toBeGreaterThan(60);
  });

  it('spy_var.txt, Var', () => {
    const table = goldenTable('lean_indicators/spy_var.txt');
    const closes = table.column('Close').map((value) => value ?? Number.NaN);
    const distances = table.column('Var').flatMap((published, i) => {
      if (published === undefined) return [];
      return [Math.abs((populationVariance(closes.slice(i - 9, i + 1)) ?? Number.NaN) - published)];
    });
    expect(distances.length).toBeGreaterThan(100);
    expect(Math.max(...distances)).toBeLessThan(1e-8);
  });
});

function described({ expected: _, ...params }: Readonly<Record<string, unknown>>): string {
  return Object.values(params).join(', ');
}
