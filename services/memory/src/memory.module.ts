import type { ServiceHost } from '@cream/runtime';
import { Database, openDatabase } from '@cream/storage';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LibsqlTradeStore } from './adapters/libsql-trade-store.js';
import { TradeMemory } from './app/trade-memory.js';
import { databaseOptions } from './memory.config.js';
import { MemoryController } from './rpc/memory.controller.js';

/** The wiring of the service. */
@Module({})
export class MemoryModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forHost(host: ServiceHost): DynamicModule {
    return {
      module: MemoryModule,
      controllers: [MemoryController],
      providers: [
        { provide: Database, useFactory: () => openDatabase(databaseOptions(host)) },
        {
          provide: TradeMemory,
          inject: [Database],
          useFactory: (database: Database) => new TradeMemory(new LibsqlTradeStore(database)),
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
