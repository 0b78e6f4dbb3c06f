import { MarketDataService } from '@cream/proto/market';
import type { ServiceHost } from '@cream/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { ChartReader } from './app/chart-reader.js';
import { TechnicalsController } from './rpc/technicals.controller.js';

/** The wiring of the service. */
@Module({ controllers: [TechnicalsController] })
export class TechnicalsModule {}

/** The module with what it needs of its host. */
export function technicalsModule(host: ServiceHost): DynamicModule {
  const marketData = host.clients.get(MarketDataService);
  return {
    module: TechnicalsModule,
    providers: [{ provide: ChartReader, useFactory: () => new ChartReader(marketData) }],
  };
}
