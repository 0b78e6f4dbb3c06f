import type { Client } from '@connectrpc/connect';
import type { ConfigService } from '@cream/proto/cycle';
import type { AgentService } from '@cream/proto/decision';
import type { ContextService, MemoryService, RegimeService, TechnicalsService } from '@cream/proto/knowledge';
import type { MarketDataService } from '@cream/proto/market';
import type { ExecutionService, RiskService } from '@cream/proto/trading';

/** The roles a cycle asks, in the order they speak. */
export const AGENT_TARGETS = {
  technical: 'agent-technical',
  news: 'agent-news',
  fundamentals: 'agent-fundamentals',
  bull: 'agent-bull',
  bear: 'agent-bear',
  trader: 'agent-trader',
  riskManager: 'agent-risk-manager',
  critic: 'agent-critic',
} as const;

export type AgentName = keyof typeof AGENT_TARGETS;

/** Everyone a cycle talks to. The same typed objects whether the callee lives in this process or across the cluster. */
export interface Peers {
  readonly config: Client<typeof ConfigService>;
  readonly execution: Client<typeof ExecutionService>;
  readonly marketData: Client<typeof MarketDataService>;
  readonly technicals: Client<typeof TechnicalsService>;
  readonly regime: Client<typeof RegimeService>;
  readonly context: Client<typeof ContextService>;
  readonly memory: Client<typeof MemoryService>;
  readonly risk: Client<typeof RiskService>;
  readonly agents: Readonly<Record<AgentName, Client<typeof AgentService>>>;
}
