import type { Client, Clients } from '@cream/grpc';
import { BacktestService, ConfigService, OrchestratorService, SchedulerService } from '@cream/proto/cycle';
import { MemoryService, TechnicalsService } from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService, RiskService } from '@cream/proto/trading';

/** The services behind the console. */
export interface Peers {
  readonly orchestrator: Client<typeof OrchestratorService>;
  readonly backtest: Client<typeof BacktestService>;
  readonly execution: Client<typeof ExecutionService>;
  readonly risk: Client<typeof RiskService>;
  readonly marketData: Client<typeof MarketDataService>;
  readonly config: Client<typeof ConfigService>;
  readonly technicals: Client<typeof TechnicalsService>;
  readonly scheduler: Client<typeof SchedulerService>;
  readonly memory: Client<typeof MemoryService>;
}

export function peersOf(clients: Clients): Peers {
  return {
    orchestrator: clients.get(OrchestratorService),
    backtest: clients.get(BacktestService),
    execution: clients.get(ExecutionService),
    risk: clients.get(RiskService),
    marketData: clients.get(MarketDataService),
    config: clients.get(ConfigService),
    technicals: clients.get(TechnicalsService),
    scheduler: clients.get(SchedulerService),
    memory: clients.get(MemoryService),
  };
}
