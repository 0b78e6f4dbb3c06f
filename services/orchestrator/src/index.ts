import { OrchestratorService } from '@cream/proto/cycle';
import { AGENT_TARGETS, ApproverKeys, defineService } from '@cream/runtime';
import { OrchestratorModule } from './orchestrator.module.js';

/** Runs the cycle and keeps the record. */
export const orchestratorService = defineService({
  name: 'orchestrator',
  implements: [OrchestratorService],
  calls: ['market-data', 'technicals', 'regime', 'context', 'memory', ...AGENT_TARGETS, 'risk', 'execution', 'config'],
  module: (host) => OrchestratorModule.forHost(host),
  ready: (app) => app.get(ApproverKeys).readiness(),
});
