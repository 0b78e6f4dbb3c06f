import { at } from '../numbers.js';
import { type Forecasts, type Grouping, groupForecasts, requireForecasts } from './forecasts.js';

/** Mean of (probability − outcome)²: 0 is perfect, 0.25 is a coin. Undefined without forecasts (Brier, 1950). */
export function brierScore({ probabilities, outcomes }: Forecasts): number | undefined {
  requireForecasts({ probabilities, outcomes });
  if (outcomes.length === 0) return undefined;
  let sum = 0;
  for (const [i, happened] of outcomes.entries()) sum += (at(probabilities, i) - (happened ? 1 : 0)) ** 2;
  return sum / outcomes.length;
}

/** Score relative to always forecasting how often the event happens: 1 is perfect, 0 is no better than that. */
export function brierSkillScore(forecasts: Forecasts): number | undefined {
  const parts = brierDecomposition(forecasts);
  return parts === undefined || parts.uncertainty === 0 ? undefined : 1 - parts.score / parts.uncertainty;
}

/** score = reliability − resolution + uncertainty + withinVariance − 2 · withinCovariance. */
export interface BrierDecomposition {
  readonly score: number;
  /** Distance of the forecasts from what happened; 0 is calibrated. */
  readonly reliability: number;
  /** How far the groups differ from the whole in what happened; more is better. */
  readonly resolution: number;
  /** Variance of what happened. */
  readonly uncertainty: number;
  /** What binning hides (Stephenson et al., 2008); both 0 when grouped by value. */
  readonly withinVariance: number;
  readonly withinCovariance: number;
}

/**
 * Murphy's decomposition (1973) over groups of forecasts, by default those of equal probability, where it is exact with
 * three parts. Undefined without forecasts.
 */
export function brierDecomposition(
  forecasts: Forecasts,
  grouping: Grouping = { by: 'value' },
): BrierDecomposition | undefined {
  const score = brierScore(forecasts);
  if (score === undefined) return undefined;
  const groups = groupForecasts(forecasts, grouping);
  const total = forecasts.outcomes.length;
  const average = (read: (group: (typeof groups)[number]) => number): number =>
    groups.reduce((sum, group) => sum + group.count * read(group), 0) / total;
  const base = average((group) => group.observed);
  return {
    score,
    reliability: average((group) => (group.forecast - group.observed) ** 2),
    resolution: average((group) => (group.observed - base) ** 2),
    uncertainty: base * (1 - base),
    withinVariance: average((group) => group.withinVariance),
    withinCovariance: average((group) => group.withinCovariance),
  };
}
