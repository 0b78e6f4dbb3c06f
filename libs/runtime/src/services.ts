/** A deployable target: its ports when it runs alone, the targets it may call, and the contract it implements. */
export interface Target {
  readonly grpcPort: number;
  readonly httpPort: number;
  readonly calls: readonly TargetName[];
  /** Full name of its proto service. */
  readonly contract: string;
}

const AGENTS = [
  'agent-technical',
  'agent-news',
  'agent-fundamentals',
  'agent-bull',
  'agent-bear',
  'agent-trader',
  'agent-risk-manager',
  'agent-critic',
] as const;

export type AgentTarget = (typeof AGENTS)[number];
export type TargetName =
  | AgentTarget
  | 'market-data'
  | 'technicals'
  | 'regime'
  | 'context'
  | 'memory'
  | 'risk'
  | 'execution'
  | 'config'
  | 'orchestrator'
  | 'scheduler'
  | 'backtest'
  | 'gateway';

/** The program behind all agent targets; deployed once per role. */
export const AGENT_PROGRAM = 'agent';
export type ServiceName = TargetName | typeof AGENT_PROGRAM;

const AGENT_CONTRACT = 'cream.decision.v1.AgentService';

function target(offset: number, contract: string, calls: readonly TargetName[] = []): Target {
  return { grpcPort: 50_051 + offset, httpPort: 8_051 + offset, calls, contract };
}

/** Every target of the system. Charts, clients and boot checks read this table. */
export const SERVICES: Readonly<Record<TargetName, Target>> = {
  'market-data': target(0, 'cream.market.v1.MarketDataService'),
  technicals: target(1, 'cream.knowledge.v1.TechnicalsService', ['market-data']),
  regime: target(2, 'cream.knowledge.v1.RegimeService', ['market-data']),
  context: target(3, 'cream.knowledge.v1.ContextService', ['market-data']),
  memory: target(4, 'cream.knowledge.v1.MemoryService'),
  'agent-technical': target(5, AGENT_CONTRACT),
  'agent-news': target(6, AGENT_CONTRACT),
  'agent-fundamentals': target(7, AGENT_CONTRACT),
  'agent-bull': target(8, AGENT_CONTRACT),
  'agent-bear': target(9, AGENT_CONTRACT),
  'agent-trader': target(10, AGENT_CONTRACT),
  'agent-risk-manager': target(11, AGENT_CONTRACT),
  'agent-critic': target(12, AGENT_CONTRACT),
  risk: target(13, 'cream.trading.v1.RiskService', ['market-data']),
  execution: target(14, 'cream.trading.v1.ExecutionService', ['risk', 'market-data']),
  config: target(15, 'cream.cycle.v1.ConfigService'),
  orchestrator: target(16, 'cream.cycle.v1.OrchestratorService', [
    'market-data',
    'technicals',
    'regime',
    'context',
    'memory',
    ...AGENTS,
    'risk',
    'execution',
    'config',
  ]),
  scheduler: target(17, 'cream.cycle.v1.SchedulerService', ['orchestrator', 'market-data']),
  backtest: target(18, 'cream.cycle.v1.BacktestService', ['orchestrator', 'market-data', 'execution', 'config']),
  gateway: {
    grpcPort: 50_070,
    httpPort: 3_000,
    contract: 'cream.console.v1.ConsoleService',
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
  },
};

export const AGENT_TARGETS: readonly AgentTarget[] = AGENTS;

/** The role an agent target plays: `agent-risk-manager` → `risk-manager`; undefined for other targets. */
export function roleOf(target: TargetName): string | undefined {
  return target.startsWith('agent-') ? target.slice('agent-'.length) : undefined;
}

/** The only target that implements a contract; undefined when there is none or more than one. */
export function targetOf(contract: { readonly typeName: string }): TargetName | undefined {
  return targetByContract.get(contract.typeName);
}

const targetByContract = new Map(
  (Object.keys(SERVICES) as TargetName[])
    .filter((name) => SERVICES[name].contract !== AGENT_CONTRACT)
    .map((name) => [SERVICES[name].contract, name]),
);
