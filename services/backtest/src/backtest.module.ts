import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Clients } from '@cream/grpc';
import { ConfigService, OrchestratorService } from '@cream/proto/cycle';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService } from '@cream/proto/trading';
import type { ServiceHost } from '@cream/runtime';
import { Database, openDatabase } from '@cream/storage';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LibsqlRunStore } from './adapters/libsql-run-store.js';
import { Backtester } from './app/backtester.js';
import type { Peers } from './app/peers.js';
import { RUN_STORE, type RunStore } from './app/run-store.js';
import { databaseOptions } from './backtest.config.js';
import { BacktestController } from './rpc/backtest.controller.js';

/** The wiring of the service. */
@Module({})
export class BacktestModule implements OnApplicationShutdown {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Backtester) private readonly backtester: Backtester,
  ) {}

  static forHost(host: ServiceHost): DynamicModule {
    return {
      module: BacktestModule,
      controllers: [BacktestController],
      providers: [
        { provide: Database, useFactory: () => openDatabase(databaseOptions(host)) },
        { provide: RUN_STORE, inject: [Database], useFactory: (database: Database) => new LibsqlRunStore(database) },
        {
          provide: Backtester,
          inject: [RUN_STORE],
          useFactory: (store: RunStore) =>
            new Backtester(peersOf(host.clients), store, {
              now: () => host.clock.now(),
              cpuSeconds: () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
              suffix: () => randomBytes(2).toString('hex'),
              turn: () => setImmediate(),
            }),
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.backtester.settled();
    await this.database.close();
  }
}

function peersOf(clients: Clients): Peers {
  return {
    orchestrator: clients.get(OrchestratorService),
    marketData: clients.get(MarketDataService),
    execution: clients.get(ExecutionService),
    config: clients.get(ConfigService),
  };
}
