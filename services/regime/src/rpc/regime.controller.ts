import { create } from '@bufbuild/protobuf';
import { type CallContext, invalidArgument, Rpc } from '@cream/grpc';
import {
  type ClassifyRequest,
  type ClassifyResponse,
  type GetModelRequest,
  type GetModelResponse,
  type ListModelsRequest,
  type ListModelsResponse,
  ListModelsResponseSchema,
  type RegimeModel,
  RegimeModelSchema,
  RegimeService,
  type TrainRequest,
  type TrainResponse,
} from '@cream/proto/knowledge';
import { Controller, Inject } from '@nestjs/common';
import { isRules, ModelList } from '../app/model-list.js';
import { ModelTrainer } from '../app/model-trainer.js';
import { RegimeClassifier } from '../app/regime-classifier.js';
import { modelMessage } from '../app/regime-messages.js';
import { RULE_MODEL } from '../app/rule-model.js';

/** `cream.knowledge.v1.RegimeService`. */
@Controller()
export class RegimeController {
  readonly #rules: RegimeModel = create(RegimeModelSchema, RULE_MODEL);

  constructor(
    @Inject(RegimeClassifier) private readonly classifier: RegimeClassifier,
    @Inject(ModelList) private readonly models: ModelList,
    @Inject(ModelTrainer) private readonly trainer: ModelTrainer,
  ) {}

  @Rpc(RegimeService.method.classify)
  classify(request: ClassifyRequest): Promise<ClassifyResponse> {
    return this.classifier.classify(request);
  }

  @Rpc(RegimeService.method.listModels)
  async listModels(_request: ListModelsRequest): Promise<ListModelsResponse> {
    const trained = await this.models.list();
    return create(ListModelsResponseSchema, { models: [this.#rules, ...trained.map(modelMessage)] });
  }

  @Rpc(RegimeService.method.getModel)
  async getModel({ version }: GetModelRequest): Promise<GetModelResponse> {
    const model = isRules(version) ? this.#rules : modelMessage(await this.models.get(version));
    return { $typeName: 'cream.knowledge.v1.GetModelResponse', model };
  }

  @Rpc(RegimeService.method.train)
  async train(request: TrainRequest, { signal }: CallContext): Promise<TrainResponse> {
    const { from, to, asOf } = request;
    if (from === undefined) throw invalidArgument('from', 'is required');
    if (to === undefined) throw invalidArgument('to', 'is required');
    if (asOf === undefined) throw invalidArgument('as_of', 'is required');
    const { model, existed } = await this.trainer.train({ ...request, from, to, asOf }, signal);
    return { $typeName: 'cream.knowledge.v1.TrainResponse', model: modelMessage(model), existed };
  }
}
