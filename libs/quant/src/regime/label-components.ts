import type { RegimeLabel } from './regime-label.js';

/** The centre of a component, in the features' own units. */
export interface ComponentCentre {
  readonly weight: number;
  readonly volatility: number;
  readonly trend: number;
}

/** A mean trend strength of this size, in deviations of 20 bars without drift, is a trend. */
export const COMPONENT_TREND = 0.5;

/**
 * Names the components of a mixture: the one of the lowest volatility LOW_VOLATILITY, of the highest HIGH_VOLATILITY,
 * every other by its trend strength, BEAR_TREND to −0.5, BULL_TREND from 0.5, RANGE between. A bound and not an order
 * among them, so that of three that all rise none is called a bear trend; several may have the same name. Components
 * lighter than `minimumWeight` (less than a single sample) do not compete for the extremes. Where all volatilities are
 * alike, a single component included, each is named by its trend.
 */
export function labelComponents(centres: readonly ComponentCentre[], minimumWeight: number): RegimeLabel[] {
  const volatilities = centres.filter(({ weight }) => weight >= minimumWeight).map(({ volatility }) => volatility);
  const lowest = Math.min(...volatilities);
  const highest = Math.max(...volatilities);
  const labels = centres.map(({ trend }) => byTrend(trend));
  if (!(highest > lowest)) return labels;
  const position = (volatility: number): number =>
    centres.findIndex((centre) => centre.weight >= minimumWeight && centre.volatility === volatility);
  labels[position(lowest)] = 'LOW_VOLATILITY';
  labels[position(highest)] = 'HIGH_VOLATILITY';
  return labels;
}

function byTrend(trend: number): RegimeLabel {
  if (trend >= COMPONENT_TREND) return 'BULL_TREND';
  return trend <= -COMPONENT_TREND ? 'BEAR_TREND' : 'RANGE';
}
