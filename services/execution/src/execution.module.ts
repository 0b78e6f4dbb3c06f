import { Mode } from '@cream/proto/common';
import { MarketDataService } from '@cream/proto/market';
import { RiskService } from '@cream/proto/trading';
import { ApproverKeys, loadPublicKeys, type ServiceHost } from '@cream/runtime';
import { Database, openDatabase } from '@cream/storage';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ExecutionStore } from './adapters/execution-store.js';
import { SimulatedBroker } from './adapters/simulated-broker.js';
import { Accounts } from './app/accounts.js';
import { Brokers } from './app/broker.js';
import { OrderCanceler } from './app/order-canceler.js';
import { OrderSender } from './app/order-sender.js';
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
    const simulated = new SimulatedBroker(market);
    const brokers = new Brokers(
      new Map([
        [Mode.BACKTEST, simulated],
        [Mode.PAPER, simulated],
      ]),
    );
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
        {
          provide: Accounts,
          inject: [ExecutionStore],
          useFactory: (store: ExecutionStore) => new Accounts(store, brokers),
        },
        { provide: ApproverKeys, useValue: new ApproverKeys(() => loadPublicKeys(host.keysDir)) },
        {
          provide: OrderSender,
          inject: [Accounts],
          useFactory: (accounts: Accounts) => new OrderSender(accounts, brokers, risk),
        },
        {
          provide: Reconciler,
          inject: [OrderSender],
          useFactory: (sender: OrderSender) => new Reconciler(brokers, sender),
        },
        {
          provide: OrderCanceler,
          inject: [Accounts],
          useFactory: (accounts: Accounts) => new OrderCanceler(accounts, brokers),
        },
        {
          provide: PlanSubmitter,
          inject: [Accounts, ApproverKeys, OrderSender],
          useFactory: (accounts: Accounts, approvers: ApproverKeys, sender: OrderSender) =>
            new PlanSubmitter(accounts, approvers, sender, market, risk),
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
