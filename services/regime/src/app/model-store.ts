import type { TrainedModel } from './trained-model.js';

/** Where trained models are kept. */
export interface ModelStore {
  get(version: string): Promise<TrainedModel | undefined>;
  /** Newest first. */
  list(): Promise<TrainedModel[]>;
  /** Keeps a model unless its version is there already. @returns whether it was not */
  add(model: TrainedModel): Promise<boolean>;
}
