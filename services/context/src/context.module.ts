import { MarketDataService } from '@cream/proto/market';
import type { ServiceHost } from '@cream/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { ContextController, PUBLICATIONS } from './rpc/context.controller.js';

/** The wiring of the service. */
@Module({ controllers: [ContextController] })
export class ContextModule {}

/** The module with what it needs of its host. */
export function contextModule(host: ServiceHost): DynamicModule {
  return {
    module: ContextModule,
    providers: [{ provide: PUBLICATIONS, useValue: host.clients.get(MarketDataService) }],
  };
}
