import { create } from '@bufbuild/protobuf';
import { Rpc } from '@cream/grpc';
import {
  type ClassifyRequest,
  type ClassifyResponse,
  type ListModelsRequest,
  type ListModelsResponse,
  ListModelsResponseSchema,
  RegimeService,
} from '@cream/proto/knowledge';
import { Controller, Inject } from '@nestjs/common';
import { RegimeClassifier } from '../app/regime-classifier.js';
import { RULE_MODEL } from '../app/rule-model.js';

/** `cream.knowledge.v1.RegimeService`. */
@Controller()
export class RegimeController {
  readonly #models: ListModelsResponse = create(ListModelsResponseSchema, { models: [RULE_MODEL] });

  constructor(@Inject(RegimeClassifier) private readonly classifier: RegimeClassifier) {}

  @Rpc(RegimeService.method.classify)
  classify({ scopes, asOf }: ClassifyRequest): Promise<ClassifyResponse> {
    return this.classifier.classify(scopes, asOf);
  }

  @Rpc(RegimeService.method.listModels)
  listModels(_request: ListModelsRequest): ListModelsResponse {
    return this.#models;
  }
}
