import {
  forwardReturns,
  type HorizonCoefficient,
  type InformationHalfLife,
  informationCoefficients,
  informationHalfLife,
  type Line,
  lineAt,
  quantileSpread,
  rankTurnover,
  summarizeInformationCoefficients,
} from '@cream/quant';

/** A date's correlation over fewer symbols says nothing. */
export const LEAST_SYMBOLS = 3;

/** A symbol's part in a study: bar ends (UTC milliseconds, rising), closes, and the factor along them. */
export interface FactorSeries {
  readonly symbol: string;
  readonly endsMs: readonly number[];
  readonly closes: readonly number[];
  readonly factor: Line | undefined;
}

export interface StudyOptions {
  /** Dates whose factor counts, both inclusive, UTC milliseconds of bar ends. */
  readonly fromMs: number;
  readonly toMs: number;
  /** In bars. */
  readonly horizons: readonly number[];
  /** Bars from a value to the trade: 1 is the next bar, the first at which the value is known. */
  readonly delay: number;
  readonly quantiles: number;
  /** Symbols with a value and a return that a date needs. */
  readonly leastSymbols: number;
  /** Whether a symbol counts on a date. */
  readonly counts: (symbol: string, endMs: number) => boolean;
}

/** How a factor orders the returns over one horizon; what is not defined is undefined. */
export interface HorizonStudy extends HorizonCoefficient {
  /** Coefficient of each date that has one. */
  readonly coefficients: readonly { readonly endMs: number; readonly coefficient: number }[];
  /** Mean return of the highest quantile less that of the lowest, over the dates that have both. */
  readonly quantileSpread: number | undefined;
}

export interface FactorStudy {
  readonly dates: number;
  /** Symbols with a value on a date, in the mean. */
  readonly meanSymbols: number;
  readonly horizons: readonly HorizonStudy[];
  readonly halfLife: InformationHalfLife | undefined;
  /** 1 - rank correlation of the factor with itself one bar before, in the mean. */
  readonly rankTurnover: number | undefined;
}

/** How well a factor orders the returns that follow it, over the symbols that counted on each date. */
export function factorStudy(series: readonly FactorSeries[], options: StudyOptions): FactorStudy {
  const { fromMs, toMs, horizons, delay, quantiles, leastSymbols, counts } = options;
  const ends = [...new Set(series.flatMap(({ endsMs }) => endsMs))].sort((a, b) => a - b);
  const places = series.map(({ endsMs }) => new Map(endsMs.map((end, bar) => [end, bar])));
  const rows = <T>(read: (one: FactorSeries, bar: number, end: number) => T | undefined) =>
    ends.map((end) =>
      series.map((one, s) => {
        const bar = places[s]?.get(end);
        return bar === undefined ? undefined : read(one, bar, end);
      }),
    );
  const prices = rows((one, bar) => one.closes[bar]);
  const factor = rows(({ symbol, factor: line }, bar, end) =>
    line === undefined || end < fromMs || end > toMs || !counts(symbol, end) ? undefined : lineAt(line, bar),
  );
  const known = factor.map((row) => row.filter((value) => value !== undefined).length).filter((count) => count > 0);
  const studied = horizons.map((horizon): HorizonStudy => {
    const forward = forwardReturns(prices, horizon, delay);
    const all = informationCoefficients(factor, forward, { leastSymbols });
    return {
      horizon,
      summary: summarizeInformationCoefficients(all, horizon),
      coefficients: all.flatMap((coefficient, i) => {
        const endMs = ends[i];
        return coefficient === undefined || endMs === undefined ? [] : [{ endMs, coefficient }];
      }),
      quantileSpread: meanOf(quantileSpread(factor, forward, quantiles)),
    };
  });
  return {
    dates: known.length,
    meanSymbols: meanOf(known) ?? 0,
    horizons: studied,
    halfLife: informationHalfLife(studied.map(({ horizon, summary }) => ({ horizon, coefficient: summary?.mean }))),
    rankTurnover: meanOf(rankTurnover(factor)),
  };
}

function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
