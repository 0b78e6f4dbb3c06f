import { at, requireInteger } from '../numbers.js';
import { pearsonCorrelation, spearmanCorrelation } from '../statistics/correlation.js';
import { mean, sampleDeviation } from '../statistics/statistics.js';
import { completePairs, type Panel, requireSamePanels } from './panel.js';

/** `rank`: Spearman's, the usual one; `pearson`: of the values themselves. */
export type CorrelationKind = 'rank' | 'pearson';

export interface InformationCoefficientOptions {
  /** Default 'rank'. */
  readonly kind?: CorrelationKind;
  /** Symbols with a factor and a return that a date needs to count, at least 2. Default 5. */
  readonly leastSymbols?: number;
}

/**
 * Information coefficient of each date: the correlation over the universe between a factor and the returns that
 * followed. Undefined on dates with too few symbols, and where factor or returns are all the same.
 */
export function informationCoefficients(
  factor: Panel,
  forward: Panel,
  { kind = 'rank', leastSymbols = 5 }: InformationCoefficientOptions = {},
): (number | undefined)[] {
  requireSamePanels('factor', factor, 'forward', forward);
  requireInteger('leastSymbols', leastSymbols, 2);
  const correlation = kind === 'rank' ? spearmanCorrelation : pearsonCorrelation;
  return factor.map((row, date) => {
    const { first, second } = completePairs(row, forward[date] ?? []);
    return first.length < leastSymbols ? undefined : correlation(first, second);
  });
}

/** What the coefficients of many dates say of a factor. */
export interface InformationCoefficientSummary {
  readonly dates: number;
  readonly mean: number;
  /** Sample deviation; undefined for a single date. */
  readonly deviation: number | undefined;
  /** ICIR: mean / deviation, per date; undefined when the deviation is, or is 0. */
  readonly informationRatio: number | undefined;
  /**
   * Student's t of the mean against 0: ICIR × √dates. Where returns overlap, neighbouring coefficients repeat each other,
   * and the error of the mean is that of Newey and West (1987) instead.
   */
  readonly tStatistic: number | undefined;
  /** Share of the dates on which the coefficient has the sign of the mean; a coefficient of 0 is no hit. */
  readonly hitRate: number;
}

/**
 * Summary of the dates that have a coefficient; undefined when none has. `overlap` is the number of dates over which a
 * forward return reaches (its horizon, with one date a bar): 1 when each stands for itself.
 */
export function summarizeInformationCoefficients(
  coefficients: readonly (number | undefined)[],
  overlap = 1,
): InformationCoefficientSummary | undefined {
  requireInteger('overlap', overlap, 1);
  const known = coefficients.filter((value) => value !== undefined);
  const average = mean(known);
  if (average === undefined) return undefined;
  const deviation = sampleDeviation(known);
  const ratio = deviation === undefined || deviation < 1e-12 ? undefined : average / deviation;
  return {
    dates: known.length,
    mean: average,
    deviation,
    informationRatio: ratio,
    tStatistic: ratio === undefined ? undefined : tOf(average, known, overlap - 1),
    hitRate: known.filter((value) => value * average > 0).length / known.length,
  };
}

/**
 * Mean / its error by Newey and West with Bartlett's weights, corrected for n / (n − 1); undefined when the weighted
 * covariances leave no variance.
 */
function tOf(average: number, values: readonly number[], lags: number): number | undefined {
  const n = values.length;
  const distances = values.map((value) => value - average);
  let sum = 0;
  for (let lag = 0; lag <= Math.min(lags, n - 1); lag++) {
    let products = 0;
    for (let i = lag; i < n; i++) products += at(distances, i) * at(distances, i - lag);
    sum += (lag === 0 ? 1 : 2) * (1 - lag / (lags + 1)) * products;
  }
  return sum > 0 ? average / Math.sqrt(sum / (n * (n - 1))) : undefined;
}
