import { requireInteger } from '../numbers.js';
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
  /** ICIR × √dates: Student's t of the mean against 0, for dates that do not overlap. */
  readonly tStatistic: number | undefined;
  /** Share of the dates on which the coefficient has the sign of the mean; a coefficient of 0 is no hit. */
  readonly hitRate: number;
}

/** Summary of the dates that have a coefficient; undefined when none has. */
export function summarizeInformationCoefficients(
  coefficients: readonly (number | undefined)[],
): InformationCoefficientSummary | undefined {
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
    tStatistic: ratio === undefined ? undefined : ratio * Math.sqrt(known.length),
    hitRate: known.filter((value) => value * average > 0).length / known.length,
  };
}
