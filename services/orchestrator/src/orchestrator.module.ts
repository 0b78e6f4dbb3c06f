import type { Clients } from '@cream/grpc';
import { ConfigService } from '@cream/proto/cycle';
import { AgentService } from '@cream/proto/decision';
import { ContextService, MemoryService, RegimeService, TechnicalsService } from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService, RiskService } from '@cream/proto/trading';
import { ApproverKeys, loadPublicKeys, type ServiceHost } from '@cream/runtime';
import { Database, openDatabase } from '@cream/storage';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { LibsqlRecordStore } from './adapters/libsql-record-store.js';
import { CycleRunner } from './app/cycle-runner.js';
import { EntryFeed } from './app/entry-feed.js';
import { AGENT_TARGETS, type AgentName, type Peers } from './app/peers.js';
import { RECORD_STORE, type RecordStore } from './app/record-store.js';
import { RecordVerifier } from './app/verify/verify-record.js';
import { databaseOptions } from './orchestrator.config.js';
import { OrchestratorController } from './rpc/orchestrator.controller.js';

/** The wiring of the service. */
@Module({})
export class OrchestratorModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  static forHost(host: ServiceHost): DynamicModule {
    const keys = new ApproverKeys(() => loadPublicKeys(host.keysDir));
    return {
      module: OrchestratorModule,
      controllers: [OrchestratorController],
      providers: [
        EntryFeed,
        { provide: ApproverKeys, useValue: keys },
        { provide: Database, useFactory: () => openDatabase(databaseOptions(host)) },
        {
          provide: RECORD_STORE,
          inject: [Database],
          useFactory: (database: Database) => new LibsqlRecordStore(database),
        },
        {
          provide: CycleRunner,
          inject: [RECORD_STORE, EntryFeed],
          useFactory: (store: RecordStore, feed: EntryFeed) =>
            new CycleRunner({
              peers: peersOf(host.clients),
              store,
              keys,
              clock: host.clock,
              log: host.log,
              onEntry: (...told) => feed.announce(...told),
            }),
        },
        {
          provide: RecordVerifier,
          inject: [RECORD_STORE],
          useFactory: (store: RecordStore) => new RecordVerifier(store, async () => loadPublicKeys(host.keysDir)),
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

function peersOf(clients: Clients): Peers {
  const names = Object.keys(AGENT_TARGETS) as AgentName[];
  return {
    config: clients.get(ConfigService),
    execution: clients.get(ExecutionService),
    marketData: clients.get(MarketDataService),
    technicals: clients.get(TechnicalsService),
    regime: clients.get(RegimeService),
    context: clients.get(ContextService),
    memory: clients.get(MemoryService),
    risk: clients.get(RiskService),
    agents: Object.fromEntries(
      names.map((name) => [name, clients.get(AgentService, AGENT_TARGETS[name])]),
    ) as unknown as Peers['agents'],
  };
}
