import { MarketDataService } from '@cream/proto/market';
import type { ServiceHost } from '@cream/runtime';
import { Database, openDatabase } from '@cream/storage';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LibsqlTradingStateStore } from './adapters/libsql-trading-state-store.js';
import { NewestPrices } from './app/newest-prices.js';
import { TradingSwitch } from './app/trading-switch.js';
import { databaseOptions } from './risk.config.js';
import { RiskController } from './rpc/risk.controller.js';

/** The wiring of the service. */
@Module({})
export class RiskModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forHost(host: ServiceHost): DynamicModule {
    const marketData = host.clients.get(MarketDataService);
    return {
      module: RiskModule,
      controllers: [RiskController],
      providers: [
        { provide: Database, useFactory: () => openDatabase(databaseOptions(host)) },
        { provide: NewestPrices, useFactory: () => new NewestPrices(marketData) },
        {
          provide: TradingSwitch,
          inject: [Database],
          useFactory: (database: Database) =>
            TradingSwitch.open(new LibsqlTradingStateStore(database), () => host.clock.now()),
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
