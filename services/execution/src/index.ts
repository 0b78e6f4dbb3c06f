import { ExecutionService } from '@cream/proto/trading';
import { ApproverKeys, defineService } from '@cream/runtime';
import { ExecutionModule } from './execution.module.js';

/** Verifies, sizes, routes, protects and reconciles. */
export const executionService = defineService({
  name: 'execution',
  implements: [ExecutionService],
  calls: ['risk', 'market-data'],
  module: (host) => ExecutionModule.forHost(host),
  ready: (app) => app.get(ApproverKeys).readiness(),
});
