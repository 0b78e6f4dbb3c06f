import { create } from '@bufbuild/protobuf';
import { hash, timestamp } from '@cream/domain';
import {
  type RegimeConfirmation as ConfirmationMessage,
  Regime,
  type RegimeModel,
  type RegimeProbability,
  type RegimeTraining,
  RegimeTrainingSchema,
  type RegimeTransition,
} from '@cream/proto/knowledge';
import { REGIME_LABELS, RegimeConfirmation, type RegimeLabel, type RegimeProbabilities } from '@cream/quant';
import type { TrainedModel, TransitionCount } from './trained-model.js';

/** Readings in a row, and the least confidence of each, that make a regime the confirmed one. */
const CONFIRMATION = { confirmations: 2, minimumConfidence: 0.3 } as const;

export function probabilityMessages(probabilities: RegimeProbabilities): RegimeProbability[] {
  return REGIME_LABELS.map((label) => ({
    $typeName: 'cream.knowledge.v1.RegimeProbability',
    regime: Regime[label],
    probability: probabilities[label],
  }));
}

export function transitionMessages(transitions: readonly TransitionCount[]): RegimeTransition[] {
  return transitions.map(({ from, to, count, probability }) => ({
    $typeName: 'cream.knowledge.v1.RegimeTransition',
    from: Regime[from],
    to: Regime[to],
    count,
    probability,
  }));
}

/** Which regime is believed after readings, oldest first. */
export function confirmationMessage(
  readings: readonly { readonly label: RegimeLabel; readonly confidence: number }[],
): ConfirmationMessage {
  const confirmation = new RegimeConfirmation(CONFIRMATION);
  for (const reading of readings) confirmation.push(reading);
  const { confirmed, pending, changed } = confirmation.state;
  return {
    $typeName: 'cream.knowledge.v1.RegimeConfirmation',
    confirmed: confirmed === undefined ? Regime.UNSPECIFIED : Regime[confirmed],
    pending: pending === undefined ? Regime.UNSPECIFIED : Regime[pending.label],
    pendingReadings: pending?.readings ?? 0,
    changed,
    ...CONFIRMATION,
  };
}

export function modelMessage(model: TrainedModel): RegimeModel {
  const training = trainingMessage(model);
  return {
    $typeName: 'cream.knowledge.v1.RegimeModel',
    version: model.version,
    description:
      `Gaussian mixture of ${training.components.length} components over ${training.features.join(', ')} ` +
      `of ${model.symbols.join(', ')}, ${training.samples} samples.`,
    training,
  };
}

function trainingMessage(model: TrainedModel): RegimeTraining {
  const { mixture: trained } = model;
  return create(RegimeTrainingSchema, {
    symbols: [...model.symbols],
    interval: model.interval,
    windowStart: timestamp(model.windowStartMs),
    windowEnd: timestamp(model.windowEndMs),
    bars: model.bars,
    samples: trained.samples,
    features: [...trained.features],
    seed: model.seed,
    automatic: model.candidates.length > 1,
    logLikelihood: trained.logLikelihood,
    bic: trained.bic,
    converged: trained.converged,
    criteria: trained.criteria.map(({ components, bic }) => ({ components, bic })),
    components: trained.labels.map((label, index) => ({
      regime: Regime[label],
      weight: trained.mixture.weights[index] ?? 0,
      ...componentOf(trained, index),
    })),
    transitions: transitionMessages(model.transitions),
    input: hash(Buffer.from(model.input, 'hex')),
    trainedAt: timestamp(model.trainedMs),
  });
}

/** A component in the features' own units: the mixture knows the standardised ones. */
function componentOf({ mixture, standardization }: TrainedModel['mixture'], index: number) {
  const { means, deviations } = standardization;
  return {
    means: means.map((mean, d) => mean + (deviations[d] ?? 1) * (mixture.means[index]?.[d] ?? 0)),
    deviations: deviations.map((deviation, d) => deviation * Math.sqrt(mixture.variances[index]?.[d] ?? 0)),
  };
}
