import { MarketDataService } from '@cream/proto/market';
import type { ServiceHost } from '@cream/runtime';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LibsqlModelStore } from './adapters/libsql-model-store.js';
import { ModelList } from './app/model-list.js';
import { ModelTrainer } from './app/model-trainer.js';
import { RegimeClassifier } from './app/regime-classifier.js';
import { databaseOptions } from './regime.config.js';
import { RegimeController } from './rpc/regime.controller.js';

/** The wiring of the service. */
@Module({ controllers: [RegimeController] })
export class RegimeModule implements OnApplicationShutdown {
  constructor(@Inject(LibsqlModelStore) private readonly store: LibsqlModelStore) {}

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}

/** The module with what it needs of its host. @throws StorageError when its database cannot be used */
export async function regimeModule(host: ServiceHost): Promise<DynamicModule> {
  const marketData = host.clients.get(MarketDataService);
  const store = await LibsqlModelStore.open(databaseOptions(host));
  const models = new ModelList(store);
  return {
    module: RegimeModule,
    providers: [
      { provide: LibsqlModelStore, useValue: store },
      { provide: ModelList, useValue: models },
      { provide: ModelTrainer, useValue: new ModelTrainer(marketData, store, () => host.clock.now()) },
      { provide: RegimeClassifier, useValue: new RegimeClassifier(marketData, models) },
    ],
  };
}
