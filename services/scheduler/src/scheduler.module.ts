import { OrchestratorService } from '@cream/proto/cycle';
import { MarketDataService } from '@cream/proto/market';
import type { ServiceHost } from '@cream/runtime';
import { Database, openDatabase } from '@cream/storage';
import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { LibsqlPauseStore } from './adapters/libsql-pause-store.js';
import { nodeTimer } from './adapters/node-timer.js';
import { CycleRunner } from './app/cycle-runner.js';
import { Schedules } from './app/schedules.js';
import type { Timer } from './app/timer.js';
import { TradingClock } from './app/trading-clock.js';
import type { TradingCyclePlan } from './app/trading-cycle-plan.js';
import { TradingSessions } from './app/trading-sessions.js';
import { SchedulerController } from './rpc/scheduler.controller.js';
import { databaseOptions, tradingCyclePlan } from './scheduler.config.js';

/** Name under which a host may hand in another {@link Timer}. */
export const TIMER_OVERRIDE = 'scheduler.timer';
const READ_ONLY = Symbol('read-only');

/** The wiring of the service. The clock starts with the application and stops before it closes. */
@Module({})
export class SchedulerModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(Database) private readonly database: Database,
    @Inject(READ_ONLY) private readonly readOnly: boolean,
  ) {}

  static forHost(host: ServiceHost): DynamicModule {
    const plan = tradingCyclePlan(host);
    return {
      module: SchedulerModule,
      controllers: [SchedulerController],
      providers: [
        { provide: READ_ONLY, useValue: host.readOnly },
        { provide: Database, useFactory: () => openDatabase(databaseOptions(host)) },
        { provide: CycleRunner, useFactory: () => new CycleRunner(host.clients.get(OrchestratorService)) },
        {
          provide: Schedules,
          inject: [Database, CycleRunner],
          useFactory: (database: Database, runner: CycleRunner) => schedules(host, plan, database, runner),
        },
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.readOnly) await this.schedules.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.schedules.close();
    await this.database.close();
  }
}

function schedules(host: ServiceHost, plan: TradingCyclePlan, database: Database, runner: CycleRunner): Schedules {
  const now = () => host.clock.now();
  const timer = (host.overrides[TIMER_OVERRIDE] as Timer | undefined) ?? nodeTimer;
  const sessions = new TradingSessions(host.clients.get(MarketDataService));
  const clock = new TradingClock({ plan, sessions, runner, timer, now, log: host.log });
  return new Schedules(plan, new LibsqlPauseStore(database), clock, sessions, now);
}
