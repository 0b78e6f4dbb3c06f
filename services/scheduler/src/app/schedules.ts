import { create } from '@bufbuild/protobuf';
import { timestamp } from '@cream/domain';
import { notFound } from '@cream/grpc';
import { type Schedule, ScheduleSchema, Workflow } from '@cream/proto/cycle';
import type { MarketHours } from './market-hours.js';
import type { PauseStore } from './pause-store.js';
import type { TradingClock } from './trading-clock.js';
import type { TradingCyclePlan } from './trading-cycle-plan.js';

/** The one schedule there is. */
export const TRADING_CYCLE = 'trading-cycle';
/** For people: the sessions decide, which may be early closes or holidays. */
const CRON = '0 16 * * 1-5';
const TIME_ZONE = 'America/New_York';

/** The schedules, their pauses, and when they run next. */
export class Schedules {
  constructor(
    private readonly plan: TradingCyclePlan,
    private readonly pauses: PauseStore,
    private readonly clock: TradingClock,
    private readonly hours: MarketHours,
    /** Epoch milliseconds. */
    private readonly now: () => number,
  ) {}

  /** Starts the clock, unless a person paused the schedule before the process was started. */
  async start(): Promise<void> {
    if (!(await this.pauses.paused(TRADING_CYCLE))) this.clock.start();
  }

  close(): Promise<void> {
    return this.clock.close();
  }

  async list(): Promise<Schedule[]> {
    return [await this.describe()];
  }

  /** Nothing runs by itself until `resume`. A cycle that is going on is finished. */
  async pause(scheduleId: string, reason: string): Promise<Schedule> {
    mustExist(scheduleId);
    await this.pauses.set(scheduleId, true, reason, this.now());
    this.clock.stop();
    return this.describe();
  }

  /** Goes on with the next slot; those that passed meanwhile are left out. */
  async resume(scheduleId: string): Promise<Schedule> {
    mustExist(scheduleId);
    await this.pauses.set(scheduleId, false, '', this.now());
    this.clock.start();
    return this.describe();
  }

  private async describe(): Promise<Schedule> {
    const paused = await this.pauses.paused(TRADING_CYCLE);
    const runs = this.plan.enabled && !paused;
    const nextMs = runs ? await this.hours.nextClose(this.now()) : undefined;
    return create(ScheduleSchema, {
      scheduleId: TRADING_CYCLE,
      workflow: Workflow.TRADING_CYCLE,
      cron: this.plan.enabled ? CRON : '',
      timeZone: TIME_ZONE,
      paused,
      ...(nextMs !== undefined && { nextSlot: timestamp(nextMs) }),
    });
  }
}

function mustExist(scheduleId: string): void {
  if (scheduleId !== TRADING_CYCLE)
    throw notFound(`there is no schedule ${scheduleId}; the only one is ${TRADING_CYCLE}`);
}
