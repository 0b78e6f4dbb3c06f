import { create } from '@bufbuild/protobuf';
import { Rpc } from '@cream/grpc';
import { ContextService, type GatherRequest, type GatherResponse, GatherResponseSchema } from '@cream/proto/knowledge';
import { Controller } from '@nestjs/common';
import { SOURCES } from '../app/sources.js';

/** `cream.knowledge.v1.ContextService`. */
@Controller()
export class ContextController {
  /** The same for every question as long as there is no source. */
  readonly #nothingKnown: GatherResponse = create(GatherResponseSchema, { sources: [...SOURCES] });

  @Rpc(ContextService.method.gather)
  gather(_request: GatherRequest): GatherResponse {
    return this.#nothingKnown;
  }
}
