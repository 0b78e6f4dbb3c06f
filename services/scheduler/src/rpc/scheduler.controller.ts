import { millis, timestamp } from '@cream/domain';
import { type CallContext, invalidArgument, Rpc } from '@cream/grpc';
import { Mode } from '@cream/proto/common';
import {
  type ListSchedulesRequest,
  type PauseRequest,
  type ResumeRequest,
  SchedulerService,
  type TriggerRequest,
  Workflow,
} from '@cream/proto/cycle';
import { Controller, Inject } from '@nestjs/common';
import { Schedules } from '../app/schedules.js';
import { Trigger } from '../app/trigger.js';

/** `cream.cycle.v1.SchedulerService`. */
@Controller()
export class SchedulerController {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(Trigger) private readonly triggers: Trigger,
  ) {}

  @Rpc(SchedulerService.method.trigger)
  async trigger(request: TriggerRequest, context: CallContext) {
    const { workflow, accountId, slot, symbols, contextSymbols, mode } = request;
    if (workflow !== Workflow.TRADING_CYCLE) throw invalidArgument('workflow', `${workflow} is not a workflow`);
    const wish = {
      accountId: accountId === '' ? undefined : accountId,
      slotMs: slot === undefined ? undefined : millis(slot),
      symbols,
      contextSymbols,
      mode: mode === Mode.UNSPECIFIED ? undefined : mode,
    };
    const answer = await this.triggers.run(wish, context.signal);
    if ('summary' in answer) return answer;
    const { notDue, nextMs } = answer;
    return { notDue, ...(nextMs === undefined ? {} : { nextSlot: timestamp(nextMs) }) };
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
