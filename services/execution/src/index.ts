import { ExecutionService } from '@cream/proto/trading';
import { defineService } from '@cream/runtime';
import { Approvers } from './app/approvers.js';
import { ExecutionModule } from './execution.module.js';

/** Verifies, sizes, routes, protects and reconciles. */
export const executionService = defineService({
  name: 'execution',
  implements: [ExecutionService],
  calls: ['risk', 'market-data'],
  module: (host) => ExecutionModule.forHost(host),
  ready: (app) => app.get(Approvers).readiness(),
});
