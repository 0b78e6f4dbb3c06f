import type { Client } from '@connectrpc/connect';
import type { ConfigService, OrchestratorService } from '@cream/proto/cycle';
import type { MarketDataService } from '@cream/proto/market';
import type { ExecutionService } from '@cream/proto/trading';

/** Everyone a backtest talks to. */
export interface Peers {
  readonly orchestrator: Client<typeof OrchestratorService>;
  readonly marketData: Client<typeof MarketDataService>;
  readonly execution: Client<typeof ExecutionService>;
  readonly config: Client<typeof ConfigService>;
}
