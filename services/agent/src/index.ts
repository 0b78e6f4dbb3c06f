import { AgentService } from '@cream/proto/decision';
import { defineService } from '@cream/runtime';
import { agentModule } from './agent.module.js';

/** Plays one of the eight roles of the team. */
export const agentService = defineService({
  name: 'agent',
  implements: [AgentService],
  calls: [],
  module: agentModule,
});
