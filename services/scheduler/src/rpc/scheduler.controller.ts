import { millis } from '@cream/domain';
import { type CallContext, invalidArgument, Rpc } from '@cream/grpc';
import {
  type ListSchedulesRequest,
  type PauseRequest,
  type ResumeRequest,
  SchedulerService,
  type TriggerRequest,
  Workflow,
} from '@cream/proto/cycle';
import { Controller, Inject } from '@nestjs/common';
import { CycleRunner } from '../app/cycle-runner.js';
import { Schedules } from '../app/schedules.js';

/** `cream.cycle.v1.SchedulerService`. */
@Controller()
export class SchedulerController {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(CycleRunner) private readonly runner: CycleRunner,
  ) {}

  @Rpc(SchedulerService.method.trigger)
  async trigger(request: TriggerRequest, context: CallContext) {
    const { workflow, accountId, slot, symbols, contextSymbols, mode } = request;
    if (workflow !== Workflow.TRADING_CYCLE) throw invalidArgument('workflow', `${workflow} is not a workflow`);
    const order = { accountId, slotMs: millis(slot, 'slot'), symbols, contextSymbols, mode };
    const summary = await this.runner.run(order, context.signal);
    return summary === undefined ? {} : { summary };
  }

  @Rpc(SchedulerService.method.listSchedules)
  async listSchedules(_request: ListSchedulesRequest) {
    return { schedules: await this.schedules.list() };
  }

  @Rpc(SchedulerService.method.pause)
  async pause({ scheduleId, reason }: PauseRequest) {
    return { schedule: await this.schedules.pause(scheduleId, reason) };
  }

  @Rpc(SchedulerService.method.resume)
  async resume({ scheduleId }: ResumeRequest) {
    return { schedule: await this.schedules.resume(scheduleId) };
  }
}
