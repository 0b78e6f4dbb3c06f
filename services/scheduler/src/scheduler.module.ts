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
import { MarketHours } from './app/market-hours.js';
import type { PauseStore } from './app/pause-store.js';
import { Schedules } from './app/schedules.js';
import type { Timer } from './app/timer.js';
import { TradingClock } from './app/trading-clock.js';
import type { TradingCyclePlan } from './app/trading-cycle-plan.js';
import { Trigger } from './app/trigger.js';
import { SchedulerController } from './rpc/scheduler.controller.js';
import { databaseOptions, tradingCyclePlan } from './scheduler.config.js';

/** Name under which a host may hand in another {@link Timer}. */
export const TIMER_OVERRIDE = 'scheduler.timer';
const READ_ONLY = Symbol('read-only');
const PAUSE_STORE = Symbol('PauseStore');

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
        {
          provide: PAUSE_STORE,
          inject: [Database],
          useFactory: (database: Database) => new LibsqlPauseStore(database),
        },
        { provide: CycleRunner, useFactory: () => new CycleRunner(host.clients.get(OrchestratorService)) },
        { provide: MarketHours, useFactory: () => new MarketHours(host.clients.get(MarketDataService)) },
        {
          provide: Schedules,
          inject: [PAUSE_STORE, MarketHours, CycleRunner],
          useFactory: (pauses: PauseStore, hours: MarketHours, runner: CycleRunner) =>
            schedules(host, plan, pauses, hours, runner),
        },
        {
          provide: Trigger,
          inject: [PAUSE_STORE, MarketHours, CycleRunner],
          useFactory: (pauses: PauseStore, hours: MarketHours, runner: CycleRunner) =>
            new Trigger({ plan, pauses, hours, runner, now: () => host.clock.now() }),
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

function schedules(
  host: ServiceHost,
  plan: TradingCyclePlan,
  pauses: PauseStore,
  hours: MarketHours,
  runner: CycleRunner,
): Schedules {
  const now = () => host.clock.now();
  const timer = (host.overrides[TIMER_OVERRIDE] as Timer | undefined) ?? nodeTimer;
  const clock = new TradingClock({ plan, hours, runner, timer, now, log: host.log });
  return new Schedules(plan, pauses, clock, hours, now);
}
