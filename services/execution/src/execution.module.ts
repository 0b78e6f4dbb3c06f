import { MarketDataService } from '@cream/proto/market';
import { RiskService } from '@cream/proto/trading';
import { loadPublicKeys, type ServiceHost } from '@cream/runtime';
import { Database, openDatabase } from '@cream/storage';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ExecutionStore } from './adapters/execution-store.js';
import { Accounts } from './app/accounts.js';
import { Approvers } from './app/approvers.js';
import { PlanSubmitter } from './app/plan-submitter.js';
import { Reconciler } from './app/reconciler.js';
import { databaseOptions } from './execution.config.js';
import { ExecutionController } from './rpc/execution.controller.js';

/** The wiring of the service. */
@Module({})
export class ExecutionModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forHost(host: ServiceHost): DynamicModule {
    const market = host.clients.get(MarketDataService);
    const risk = host.clients.get(RiskService);
    return {
      module: ExecutionModule,
      controllers: [ExecutionController],
      providers: [
        { provide: Database, useFactory: () => openDatabase(databaseOptions(host)) },
        {
          provide: ExecutionStore,
          inject: [Database],
          useFactory: (database: Database) => new ExecutionStore(database),
        },
        { provide: Accounts, inject: [ExecutionStore], useFactory: (store: ExecutionStore) => new Accounts(store) },
        { provide: Approvers, useValue: new Approvers(() => loadPublicKeys(host.keysDir)) },
        { provide: Reconciler, useValue: new Reconciler(market) },
        {
          provide: PlanSubmitter,
          inject: [ExecutionStore, Approvers],
          useFactory: (store: ExecutionStore, approvers: Approvers) =>
            new PlanSubmitter(store, approvers, market, risk),
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
