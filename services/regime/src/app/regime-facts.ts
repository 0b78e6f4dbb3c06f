import { decimalParts, type FactParts, labelParts, makeFacts, statistic, type Timestamp } from '@cream/domain';
import { type Fact, Trust } from '@cream/proto/knowledge';
import type { RegimeReading } from '@cream/quant';
import { RULE_MODEL } from './rule-model.js';

/** What a reading says about a symbol, as facts known since the end of its newest bar. */
export function regimeFacts(subject: string, asOf: Timestamp, reading: RegimeReading): Fact[] {
  const frame = {
    subject,
    asOf,
    source: { service: 'regime', ref: RULE_MODEL.version },
    trust: Trust.DERIVED,
  };
  const number = (kind: string, value: number, unit: string): FactParts =>
    decimalParts({ ...frame, kind, value: statistic(value), unit });
  return makeFacts([
    labelParts({ ...frame, kind: 'regime.label', value: reading.label }),
    number('regime.confidence', reading.confidence, 'ratio'),
    number('regime.atr_percentile', reading.atrPercentile, 'percent'),
    number('regime.trend_strength', reading.trendStrength, 'ratio'),
  ]);
}
