import { decimalParts, type FactParts, labelParts, makeFacts, statistic, type Timestamp } from '@cream/domain';
import { type Fact, Trust } from '@cream/proto/knowledge';
import { REGIME_LABELS } from '@cream/quant';
import type { Reading } from './readings.js';

/**
 * What a reading says about a symbol, as facts known since the end of its newest bar. Of the rules, which know no
 * probabilities, the numbers they go by; of a trained model a probability for each label.
 */
export function regimeFacts(subject: string, asOf: Timestamp, reading: Reading, modelVersion: string): Fact[] {
  const frame = {
    subject,
    asOf,
    source: { service: 'regime', ref: modelVersion },
    trust: Trust.DERIVED,
  };
  const number = (kind: string, value: number, unit: string): FactParts =>
    decimalParts({ ...frame, kind, value: statistic(value), unit });
  const { label, confidence, probabilities, atrPercentile, trendStrength } = reading;
  const grounds =
    atrPercentile === undefined || trendStrength === undefined
      ? REGIME_LABELS.map((each) => number(`regime.probability.${each.toLowerCase()}`, probabilities[each], 'ratio'))
      : [
          number('regime.atr_percentile', atrPercentile, 'percent'),
          number('regime.trend_strength', trendStrength, 'ratio'),
        ];
  return makeFacts([
    labelParts({ ...frame, kind: 'regime.label', value: label }),
    number('regime.confidence', confidence, 'ratio'),
    ...grounds,
  ]);
}
