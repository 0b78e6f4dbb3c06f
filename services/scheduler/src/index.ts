import { SchedulerService } from '@cream/proto/cycle';
import { defineService } from '@cream/runtime';
import { SchedulerModule } from './scheduler.module.js';

/** Decides when a cycle runs. */
export const schedulerService = defineService({
  name: 'scheduler',
  implements: [SchedulerService],
  calls: ['orchestrator', 'market-data'],
  module: (host) => SchedulerModule.forHost(host),
});
