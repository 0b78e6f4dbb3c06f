import type { ServiceHost } from '@cream/runtime';
import { Database, openDatabase } from '@cream/storage';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LibsqlVersionStore } from './adapters/libsql-version-store.js';
import { ConfigVersions } from './app/config-versions.js';
import { databaseOptions } from './config.config.js';
import { ConfigController } from './rpc/config.controller.js';

/** The wiring of the service. */
@Module({})
export class ConfigModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forHost(host: ServiceHost): DynamicModule {
    return {
      module: ConfigModule,
      controllers: [ConfigController],
      providers: [
        { provide: Database, useFactory: () => openDatabase(databaseOptions(host)) },
        {
          provide: ConfigVersions,
          inject: [Database],
          useFactory: async (database: Database) => {
            const versions = new ConfigVersions(new LibsqlVersionStore(database), () => host.clock.now());
            if (!host.readOnly) await versions.seed();
            return versions;
          },
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
