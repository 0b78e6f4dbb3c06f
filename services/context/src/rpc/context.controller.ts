import { create } from '@bufbuild/protobuf';
import { invalidArgument, Rpc } from '@cream/grpc';
import { ContextService, type GatherRequest, type GatherResponse, GatherResponseSchema } from '@cream/proto/knowledge';
import { Controller, Inject } from '@nestjs/common';
import { gather, type Publications } from '../app/gather.js';

/** Token of what was published, as market-data holds it. */
export const PUBLICATIONS = Symbol('publications');

/** `cream.knowledge.v1.ContextService`. */
@Controller()
export class ContextController {
  constructor(@Inject(PUBLICATIONS) private readonly publications: Publications) {}

  @Rpc(ContextService.method.gather)
  async gather({ symbols, asOf }: GatherRequest): Promise<GatherResponse> {
    if (asOf === undefined) throw invalidArgument('as_of', 'is required');
    const { facts, sources } = await gather(this.publications, symbols, asOf);
    return create(GatherResponseSchema, { facts, sources: [...sources] });
  }
}
