import { probabilitiesOf, REGIME_LABELS, type RegimeProbabilities } from './regime-label.js';
import type { RegimeReading } from './regime-rules.js';

/**
 * What the rules' confidence c says as probabilities: the label they name has 1/5 + 4/5 · c, the other four share the
 * rest evenly. Confidence 0 is to know nothing (all five alike), confidence 1 to know for certain; the rules say nothing
 * of which other label would come second. A convention, not a measured frequency: the mixture's probabilities are
 * posterior ones, these are not.
 */
export function regimeRuleProbabilities(reading: Pick<RegimeReading, 'label' | 'confidence'>): RegimeProbabilities {
  const { label, confidence } = reading;
  const others = (1 - confidence) / REGIME_LABELS.length;
  return probabilitiesOf((each) => (each === label ? others + confidence : others));
}
