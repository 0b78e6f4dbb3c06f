import { ConsoleService } from '@cream/proto/console';
import { defineService } from '@cream/runtime';
import { gatewayModule } from './gateway.module.js';

/** The edge: the console and its API. */
export const gatewayService = defineService({
  name: 'gateway',
  implements: [ConsoleService],
  calls: [
    'orchestrator',
    'backtest',
    'execution',
    'risk',
    'market-data',
    'config',
    'technicals',
    'scheduler',
    'memory',
  ],
  http: true,
  module: (host) => gatewayModule(host),
});
