import { MarketDataService } from '@cream/proto/market';
import type { ServiceHost } from '@cream/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { RegimeClassifier } from './app/regime-classifier.js';
import { RegimeController } from './rpc/regime.controller.js';

/** The wiring of the service. */
@Module({ controllers: [RegimeController] })
export class RegimeModule {}

/** The module with what it needs of its host. */
export function regimeModule(host: ServiceHost): DynamicModule {
  const marketData = host.clients.get(MarketDataService);
  return {
    module: RegimeModule,
    providers: [{ provide: RegimeClassifier, useFactory: () => new RegimeClassifier(marketData) }],
  };
}
