import { RiskService } from '@cream/proto/trading';
import { defineService } from '@cream/runtime';
import { RiskModule } from './risk.module.js';

/** Deterministic limits and the trading state. */
export const riskService = defineService({
  name: 'risk',
  implements: [RiskService],
  calls: ['market-data'],
  module: (host) => RiskModule.forHost(host),
});
