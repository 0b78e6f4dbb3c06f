export const REGIME_LABELS = ['BULL_TREND', 'BEAR_TREND', 'RANGE', 'HIGH_VOLATILITY', 'LOW_VOLATILITY'] as const;

export type RegimeLabel = (typeof REGIME_LABELS)[number];

/** A probability for every label, together 1. */
export type RegimeProbabilities = Readonly<Record<RegimeLabel, number>>;

/** Probabilities from a number for each label. */
export function probabilitiesOf(probabilityOf: (label: RegimeLabel) => number): RegimeProbabilities {
  return {
    BULL_TREND: probabilityOf('BULL_TREND'),
    BEAR_TREND: probabilityOf('BEAR_TREND'),
    RANGE: probabilityOf('RANGE'),
    HIGH_VOLATILITY: probabilityOf('HIGH_VOLATILITY'),
    LOW_VOLATILITY: probabilityOf('LOW_VOLATILITY'),
  };
}
