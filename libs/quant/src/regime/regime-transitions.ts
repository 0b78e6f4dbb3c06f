import { probabilitiesOf, REGIME_LABELS, type RegimeLabel, type RegimeProbabilities } from './regime-label.js';

export interface RegimeTransitions {
  /** How often `counts[from][to]` followed in the history, staying included. */
  readonly counts: Readonly<Record<RegimeLabel, Readonly<Record<RegimeLabel, number>>>>;
  /** counts / their sum; a label that nothing followed has none. */
  readonly probabilities: Partial<Readonly<Record<RegimeLabel, RegimeProbabilities>>>;
}

/** The empirical transition matrix of the labels of consecutive bars, oldest first. */
export function regimeTransitions(history: readonly RegimeLabel[]): RegimeTransitions {
  const none = (): Record<RegimeLabel, number> => ({ ...probabilitiesOf(() => 0) });
  const counts: Record<RegimeLabel, Record<RegimeLabel, number>> = {
    BULL_TREND: none(),
    BEAR_TREND: none(),
    RANGE: none(),
    HIGH_VOLATILITY: none(),
    LOW_VOLATILITY: none(),
  };
  let previous: RegimeLabel | undefined;
  for (const label of history) {
    if (previous !== undefined) counts[previous][label]++;
    previous = label;
  }
  const probabilities: Partial<Record<RegimeLabel, RegimeProbabilities>> = {};
  for (const from of REGIME_LABELS) {
    const total = REGIME_LABELS.reduce((sum, to) => sum + counts[from][to], 0);
    if (total > 0) probabilities[from] = probabilitiesOf((to) => counts[from][to] / total);
  }
  return { counts, probabilities };
}
