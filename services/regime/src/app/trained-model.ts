import type { BarInterval } from '@cream/proto/market';
import type { RegimeLabel, RegimeMixture } from '@cream/quant';

/** How often a reading was followed by another. */
export interface TransitionCount {
  readonly from: RegimeLabel;
  readonly to: RegimeLabel;
  readonly count: number;
  /** count / all that followed `from`. */
  readonly probability: number;
}

/** What a model was trained on and how: together with its bars it decides the version. */
export interface TrainingPlan {
  readonly symbols: readonly string[];
  readonly interval: BarInterval;
  /** Epoch milliseconds: open of the first and close of the last session of the window. The model knows nothing later. */
  readonly windowStartMs: number;
  readonly windowEndMs: number;
  /** Numbers of components that were tried; more than one: the Bayesian information criterion chose. */
  readonly candidates: readonly number[];
  readonly seed: number;
}

/** A model as it is kept: plain numbers and names, the same after it was written as JSON and read again. */
export interface TrainedModel extends TrainingPlan {
  readonly version: string;
  readonly bars: number;
  /** SHA-256 over the bars of the window, hex. */
  readonly input: string;
  readonly mixture: RegimeMixture;
  /** Of the window's readings, within each symbol. */
  readonly transitions: readonly TransitionCount[];
  /** Epoch milliseconds. */
  readonly trainedMs: number;
}
