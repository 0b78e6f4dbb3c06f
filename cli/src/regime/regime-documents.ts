import { hex } from '@cream/domain';
import { Regime, type RegimeClassification, type RegimeModel, type RegimeTransition } from '@cream/proto/knowledge';
import { intervalText } from '../data/intervals.js';
import { isoTime } from '../print/iso-time.js';

/** A model as JSON. */
export function modelDocument({ version, description, training }: RegimeModel) {
  if (training === undefined) return { version, description, training: null };
  return {
    version,
    description,
    training: {
      symbols: training.symbols,
      interval: intervalText(training.interval),
      windowStart: isoTime(training.windowStart),
      windowEnd: isoTime(training.windowEnd),
      bars: training.bars,
      samples: training.samples,
      features: training.features,
      seed: training.seed,
      automatic: training.automatic,
      logLikelihood: training.logLikelihood,
      bic: training.bic,
      converged: training.converged,
      criteria: training.criteria.map(({ components, bic }) => ({ components, bic })),
      components: training.components.map(({ regime, weight, means, deviations }) => ({
        regime: Regime[regime],
        weight,
        means: byFeature(training.features, means),
        deviations: byFeature(training.features, deviations),
      })),
      transitions: transitionDocuments(training.transitions),
      input: hex(training.input?.sha256 ?? new Uint8Array()),
      trainedAt: isoTime(training.trainedAt),
    },
  };
}

/** A classification as JSON; what only the rules know is null by a model. */
export function classificationDocument(one: RegimeClassification, byRules: boolean) {
  const { confirmation } = one;
  return {
    scope: one.scope,
    regime: Regime[one.regime],
    confidence: one.confidence,
    model: one.modelVersion,
    probabilities: Object.fromEntries(
      one.probabilities.map(({ regime, probability }) => [Regime[regime], probability]),
    ),
    atrPercentile: byRules ? one.atrPercentile : null,
    trendStrength: byRules ? one.trendStrength : null,
    confirmation:
      confirmation === undefined
        ? null
        : {
            confirmed: nameOf(confirmation.confirmed),
            pending: nameOf(confirmation.pending),
            pendingReadings: confirmation.pendingReadings,
            changed: confirmation.changed,
            confirmations: confirmation.confirmations,
            minimumConfidence: confirmation.minimumConfidence,
          },
    transitions: transitionDocuments(one.transitions),
  };
}

export function nameOf(regime: Regime): string | null {
  return regime === Regime.UNSPECIFIED ? null : Regime[regime];
}

function transitionDocuments(transitions: readonly RegimeTransition[]) {
  return transitions.map(({ from, to, count, probability }) => ({
    from: Regime[from],
    to: Regime[to],
    count,
    probability,
  }));
}

function byFeature(features: readonly string[], values: readonly number[]): Record<string, number | null> {
  return Object.fromEntries(features.map((name, index) => [name, values[index] ?? null]));
}
