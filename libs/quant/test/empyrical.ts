import {
  aggregateReturns,
  alphaBeta,
  annualReturn,
  annualVolatility,
  calmar,
  capture,
  compoundReturn,
  cumulativeReturns,
  downAlphaBeta,
  downCapture,
  downsideDeviation,
  equityCurve,
  excessReturns,
  informationRatio,
  maxDrawdown,
  omega,
  QuantError,
  ratePerPeriod,
  rollingStatistic,
  sharpe,
  simpleReturns,
  sortino,
  stability,
  tailRatio,
  upAlphaBeta,
  upCapture,
  upDownCapture,
} from '../src/index.js';

/** A published value: NaN and None are null, infinities are written out, a window's or period's values are a list. */
export type Expected = number | 'Infinity' | '-Infinity' | null | readonly Expected[];

export type Inputs = Readonly<Record<string, { readonly dates?: readonly string[]; readonly values?: Values }>>;
type Values = readonly (number | null)[];

/** One question to the library, with the series aligned by date as pandas aligns them; NaN where one has none. */
export interface Asked {
  readonly returns: readonly number[];
  /** A benchmark, or a rate or target of each period. */
  readonly other: readonly number[];
  readonly dates: readonly string[];
  readonly periods: number;
  readonly window: number;
  readonly requiredReturn: number;
  readonly startingValue: number;
  readonly convertTo: string;
}

/** What is published with empyrical and not offered here, and why. */
export const NOT_OURS: Readonly<Record<string, string>> = {
  est_beta_fragility_heuristic: 'depends on how an unstable sort orders equal benchmark returns: not a definition',
  test_gpd_risk_estimates: 'is the stopping point of a simplex search, named in the collection without its values',
};

const PERIODS: Readonly<Record<string, number>> = { daily: 252, weekly: 52, monthly: 12, yearly: 1 };
/** Names under which a case gives its second series. */
const OTHERS = ['benchmark', 'factor_returns', 'risk_free', 'required_return'];

export function askedOf(params: Readonly<Record<string, unknown>>, inputs: Inputs): Asked {
  const returns = seriesOf(String(params.returns ?? params.prices), inputs);
  const name = OTHERS.map((key) => params[key]).find((value) => value !== undefined && Number(value) !== 0) ?? 0;
  const constant = Number(name);
  const other = Number.isNaN(constant) ? seriesOf(String(name), inputs) : undefined;
  const dates = [...new Set([...returns.keys(), ...(other?.keys() ?? [])])].sort();
  return {
    returns: dates.map((date) => returns.get(date) ?? Number.NaN),
    other: dates.map((date) => (other === undefined ? constant : (other.get(date) ?? Number.NaN))),
    dates,
    periods: PERIODS[String(params.period ?? 'daily')] ?? Number.NaN,
    window: Number(params.window ?? 1),
    requiredReturn: Number(params.required_return ?? 0),
    startingValue: Number(params.starting_value ?? 0),
    convertTo: String(params.convert_to ?? ''),
  };
}

/** "-mixed_returns" is the negative of a series, "mixed_returns[1:]" the series without its first value. */
function seriesOf(name: string, inputs: Inputs): Map<string, number> {
  const [, sign, key, cut] = /^(-?)(\w+?)(\[1:\])?$/.exec(name) ?? [];
  const { values, dates } = LINES[key ?? ''] ?? inputs[key ?? ''] ?? {};
  if (values === undefined || dates === undefined) throw new Error(`no series ${name}`);
  const entries = values.flatMap((value, i): [string, number][] => {
    const date = dates[i];
    return date === undefined || (i === 0 && cut) ? [] : [[date, (value ?? Number.NaN) * (sign ? -1 : 1)]];
  });
  return new Map(entries);
}

/** The two inputs the collection describes without listing: 1000 days at 1 %, and a line from 0 to 1. */
const LINES: Inputs = {
  flat_line_1_tz: lineOf(() => 0.01),
  pos_line: lineOf((i) => i / 999),
};

function lineOf(valueAt: (index: number) => number): { readonly dates: string[]; readonly values: number[] } {
  const dates = Array.from({ length: 1000 }, (_, i) => new Date(Date.UTC(2000, 0, 30 + i)).toISOString().slice(0, 10));
  return { dates, values: dates.map((_, i) => valueAt(i)) };
}

/** empyrical leaves a missing return out of a mean … */
const known = (values: Iterable<number>): number[] => [...values].filter((value) => !Number.isNaN(value));
/** … and compounds it as a period that earned nothing. */
const filled = (values: Iterable<number>): number[] => Array.from(values, (value) => (Number.isNaN(value) ? 0 : value));

/** Both series where both are known. */
function pairs({ returns, other }: Pick<Asked, 'returns' | 'other'>): [number[], number[]] {
  const both = returns.map((value, i): [number, number] => [value, other[i] ?? Number.NaN]);
  const complete = both.filter(([a, b]) => !(Number.isNaN(a) || Number.isNaN(b)));
  return [complete.map(([value]) => value), complete.map(([, value]) => value)];
}

const curveOf = (returns: readonly number[]): Float64Array => equityCurve(filled(returns), 100);
const growth = ({ returns, periods }: Asked): number | undefined => annualReturn(filled(returns), periods);
const scaled = (value: number | undefined, by: number): number | undefined =>
  value === undefined ? undefined : value * by;
/** A curve of no returns has no drawdown yet, where empyrical has no curve. */
const deepest = (returns: readonly number[]): number | undefined =>
  returns.length === 0 ? undefined : maxDrawdown(curveOf(returns))?.depth;

type PairStatistic<Result> = (returns: number[], other: number[], periods: number) => Result;

const ofPairs =
  <Result>(statistic: PairStatistic<Result>) =>
  (asked: Asked): Result =>
    statistic(...pairs(asked), asked.periods);

/** With a missing return filled in: what compounds counts its period. */
const ofFilled =
  <Result>(statistic: PairStatistic<Result>) =>
  ({ returns, other, periods }: Asked): Result =>
    statistic(filled(returns), filled(other), periods);

const rolled =
  <Result>(statistic: (asked: Asked) => Result) =>
  (asked: Asked): Result[] =>
    rollingStatistic(
      asked.window,
      (returns, other) => statistic({ ...asked, returns: [...(returns ?? [])], other: [...(other ?? [])] }),
      asked.returns,
      asked.other,
    );

/** A rate or target a period may be a series: then the excess over it is what is measured. */
const excess = (asked: Asked): Float64Array => excessReturns(...pairs(asked));

type Pair = readonly [alpha: number | undefined, beta: number | undefined];
const pair = (value: { alpha: number | undefined; beta: number } | undefined): Pair => [value?.alpha, value?.beta];

/** Infinite or missing in one place, not an error: what empyrical does with a price of 0 to earn a return on. */
function pricesToReturns({ returns }: Asked): (number | undefined)[] {
  if (returns[0] !== 0) return [...simpleReturns(returns)];
  if (!throwsQuantError(() => simpleReturns(returns))) throw new Error('a price of 0 was divided by');
  return [undefined, ...simpleReturns(returns.slice(1))];
}

function throwsQuantError(compute: () => unknown): boolean {
  try {
    compute();
    return false;
  } catch (error) {
    if (error instanceof QuantError) return true;
    throw error;
  }
}

/** The required return is annual, a rate series of each period is taken off first. */
function omegaOf(asked: Asked): number | undefined {
  const { requiredReturn, periods } = asked;
  if (requiredReturn <= -1) {
    // More than everything is no rate.
    return throwsQuantError(() => ratePerPeriod(requiredReturn, periods)) ? undefined : Number.NaN;
  }
  if (requiredReturn !== 0) return omega(known(asked.returns), ratePerPeriod(requiredReturn, periods));
  return omega(excess(asked));
}

const LABELS: Readonly<Record<string, (date: string) => string>> = {
  weekly: isoWeek,
  monthly: (date) => date.slice(0, 7),
  quarterly: (date) => `${date.slice(0, 4)}Q${Math.floor((Number(date.slice(5, 7)) - 1) / 3)}`,
  yearly: (date) => date.slice(0, 4),
};

/** The Monday of the week. */
function isoWeek(date: string): string {
  const day = new Date(date);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

function aggregated({ returns, dates, convertTo }: Asked): number[] {
  const label = LABELS[convertTo];
  if (label === undefined) throw new Error(`no such period: ${convertTo}`);
  return aggregateReturns(filled(returns), dates.map(label)).map(({ value }) => value);
}

/** A test of empyrical's suite to what this library offers for it. */
export const EMPYRICAL: Readonly<Record<string, (asked: Asked) => unknown>> = {
  test_simple_returns: pricesToReturns,
  test_cum_returns: ({ returns, startingValue }) =>
    startingValue === 0
      ? [...cumulativeReturns(filled(returns))]
      : [...equityCurve(filled(returns), startingValue)].slice(1),
  test_cum_returns_final: ({ returns, startingValue }) =>
    startingValue === 0 ? compoundReturn(filled(returns)) : equityCurve(filled(returns), startingValue).at(-1),
  test_aggregate_returns: aggregated,
  test_max_drawdown: ({ returns }) => scaled(deepest(returns), -1),
  test_annual_ret: growth,
  test_annual_volatility: ({ returns, periods }) => annualVolatility(known(returns), periods),
  test_calmar: (asked) => calmar(growth(asked), deepest(asked.returns)),
  test_omega: omegaOf,
  test_sharpe_ratio: (asked) => sharpe(excess(asked), asked.periods),
  test_downside_risk: (asked) => scaled(downsideDeviation(excess(asked)), Math.sqrt(asked.periods)),
  test_sortino: (asked) => sortino(excess(asked), asked.periods),
  test_excess_sharpe: ofPairs((returns, other) => informationRatio(returns, other, 1)),
  test_alpha_beta: ofPairs((returns, other, periods) => pair(alphaBeta(returns, other, periods))),
  test_alpha: ofPairs((returns, other, periods) => alphaBeta(returns, other, periods)?.alpha),
  test_up_alpha_beta: ofPairs((returns, other, periods) => pair(upAlphaBeta(returns, other, periods))),
  test_down_alpha_beta: ofPairs((returns, other, periods) => pair(downAlphaBeta(returns, other, periods))),
  test_stability_of_timeseries: ({ returns }) => stability(known(returns)),
  // The published figure is that of nine returns, the missing one as 0; its own test asks for one digit of it.
  test_tail_ratio: ({ returns }) => tailRatio(filled(returns)),
  test_cagr: growth,
  test_capture_ratio: ofFilled(capture),
  test_up_capture: ofFilled(upCapture),
  test_down_capture: ofFilled(downCapture),
  test_up_down_capture: ofFilled(upDownCapture),
  test_roll_max_drawdown: rolled(({ returns }) => scaled(deepest(returns), -1)),
  test_roll_sharpe_ratio: rolled(({ returns, periods }) => sharpe(known(returns), periods)),
  test_roll_alpha_beta: rolled(ofPairs((returns, other, periods) => pair(alphaBeta(returns, other, periods)))),
  test_roll_up_capture: rolled(ofFilled(upCapture)),
  test_roll_down_capture: rolled(ofFilled(downCapture)),
  test_roll_up_down_capture: rolled(ofFilled(upDownCapture)),
};
