import { describe, expect, it } from 'vitest';
import {
  annualVolatility,
  cagr,
  calmar,
  downsideDeviation,
  maxDrawdown,
  sharpe,
  sortino,
  totalReturn,
} from '../src/index.js';
import { GOLDEN_NOTE, GOLDEN_PRESENT, goldenJson } from './golden.js';

type Expected = number | 'Infinity' | '-Infinity' | null;
interface Published {
  readonly inputs: Readonly<Record<string, { readonly values?: readonly (number | null)[] }>>;
  readonly cases: readonly { readonly test: string; readonly params: Readonly<Record<string, Expected | string>> }[];
}

const PERIODS: Readonly<Record<string, number>> = { daily: 252, weekly: 52, monthly: 12, yearly: 1 };
const YEAR_MS = 365.25 * 86_400_000;

interface Asked {
  readonly returns: readonly number[];
  /** Returns including the missing ones: empyrical leaves them out of a mean but counts the time they took. */
  readonly length: number;
  readonly periods: number;
  /** Per period. */
  readonly rate: number;
}

/** What each case of empyrical's test suite asks for, computed here; `periods` is its annualisation. */
const STATISTICS: Readonly<Record<string, (asked: Asked) => number | undefined>> = {
  test_cum_returns_final: ({ returns }) => totalReturn(curveOf(returns)),
  test_max_drawdown: ({ returns }) => scaled(maxDrawdown(curveOf(returns))?.depth, -1),
  test_annual_volatility: ({ returns, periods }) => annualVolatility(returns, periods),
  test_sharpe_ratio: ({ returns, periods, rate }) => sharpe(returns, periods, rate * periods),
  test_sortino: ({ returns, periods, rate }) => sortino(returns, periods, rate),
  test_downside_risk: ({ returns, periods, rate }) => scaled(downsideDeviation(returns, rate), Math.sqrt(periods)),
  test_cagr: growth,
  test_calmar: (asked) => calmar(growth(asked), maxDrawdown(curveOf(asked.returns))?.depth),
};

/** An equity curve that starts at 100 and earns the returns. */
function curveOf(returns: readonly number[]): number[] {
  const curve = [100];
  for (const value of returns) curve.push((curve.at(-1) ?? 100) * (1 + value));
  return curve;
}

/** empyrical counts periods where this project counts calendar time: the same when each period is 1/P of a year. */
function growth({ returns, length, periods }: Asked): number | undefined {
  return cagr(100, curveOf(returns).at(-1) ?? 100, (length / periods) * YEAR_MS);
}

function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor;
}

// stefan-jansen/empyrical-reloaded, tests/test_stats.py (Apache-2.0).
describe.skipIf(!GOLDEN_PRESENT)(`published performance statistics${GOLDEN_NOTE}`, () => {
  const { inputs, cases } = GOLDEN_PRESENT
    ? goldenJson<Published>('metrics/empyrical_cases.json')
    : { inputs: {}, cases: [] };
  // A rate or target that is itself a series, and a series of another type, are outside of what this library offers.
  const comparable = cases.flatMap(({ test, params }) => {
    const statistic = STATISTICS[test];
    const values = inputs[String(params.returns)]?.values;
    const rate = Number(params.risk_free ?? params.required_return ?? 0);
    const { starting_value: start, expected } = params;
    if (!statistic || !values || values.length === 0 || Number.isNaN(rate) || (start ?? 0) !== 0) return [];
    const returns = values.filter((value) => value !== null);
    const periods = PERIODS[String(params.period ?? 'daily')] ?? 252;
    return [
      {
        test,
        of: params.returns,
        rate,
        returns,
        length: values.length,
        periods,
        statistic,
        expected: expected ?? null,
      },
    ];
  });

  it('covers the statistics this project reports', () => {
    expect(new Set(comparable.map(({ test }) => test))).toEqual(new Set(Object.keys(STATISTICS)));
    expect(comparable.length).toBeGreaterThan(30);
  });

  it.each(comparable)('$test of $of at $rate', ({ statistic, expected, ...asked }) => {
    const actual = statistic(asked);
    // empyrical says NaN or infinite where this library says undefined.
    if (typeof expected === 'number') expect(actual).toBeCloseTo(expected, 4);
    else expect(actual).toBeUndefined();
  });
});
