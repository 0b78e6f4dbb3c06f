import { millis, type Timestamp } from '@cream/domain';
import { notFound } from '@cream/grpc';
import { MixtureReader } from './mixture-reader.js';
import type { ModelStore } from './model-store.js';
import type { Reader } from './readings.js';
import { RULE_MODEL } from './rule-model.js';
import { RuleReader } from './rule-reader.js';
import type { TrainedModel } from './trained-model.js';
import { refuseLater } from './training-window.js';

/** What the rules are called by who does not care which numbers they have. */
const RULES = 'rules';

/** The rules and the models that were trained. */
export class ModelList {
  readonly #rules = new RuleReader();
  readonly #known = new Map<string, TrainedModel>();

  constructor(private readonly store: ModelStore) {}

  /**
   * Who reads by a version; an empty one and "rules" are the rules.
   * @throws ConnectError NOT_FOUND, FAILED_PRECONDITION for a model that knows what came after `asOf`
   */
  async reader(version: string, asOf: Timestamp | undefined): Promise<{ reader: Reader; model?: TrainedModel }> {
    if (isRules(version)) return { reader: this.#rules };
    const model = await this.get(version);
    refuseLater(model.windowEndMs, millis(asOf, 'as_of'));
    return { reader: new MixtureReader(model), model };
  }

  /** A trained model. @throws ConnectError NOT_FOUND */
  async get(version: string): Promise<TrainedModel> {
    const model = this.#known.get(version) ?? (await this.store.get(version));
    if (model === undefined) throw notFound(`there is no model ${version}: train it, or ask for "${RULES}"`);
    this.#known.set(version, model);
    return model;
  }

  list(): Promise<TrainedModel[]> {
    return this.store.list();
  }
}

/** Whether a version means the rules. */
export function isRules(version: string): boolean {
  return version === '' || version === RULES || version === RULE_MODEL.version;
}
