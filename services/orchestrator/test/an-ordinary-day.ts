import { create } from '@bufbuild/protobuf';
import {
  constraintReport,
  Decimal,
  decisionId,
  defaultDecisionRules,
  defaultLimits,
  hash,
  labelFact,
  millis,
  ROLES,
  roleFromName,
  sha256,
  symbolOf,
  timestamp,
  wire,
} from '@cream/domain';
import { ConfigService, type ConfigVersion, ConfigVersionSchema } from '@cream/proto/cycle';
import {
  AgentService,
  type DecisionPlan,
  type DecisionSchema,
  type ProposeRequest,
  type ReviewRequest,
  type Role,
  type Verdict,
  type VerdictSchema,
} from '@cream/proto/decision';
import {
  type Briefing,
  ContextService,
  MemoryService,
  Regime,
  RegimeService,
  TechnicalsService,
  Trust,
} from '@cream/proto/knowledge';
import { MarketDataService } from '@cream/proto/market';
import { ExecutionService, RiskService } from '@cream/proto/trading';
import { AGENT_TARGETS, type AgentTarget, roleOf } from '@cream/runtime';
import {
  aBar,
  aDecision,
  aHold,
  aPlanOn,
  aReport,
  aThesis,
  aVerdict,
  type Changes,
  type VerdictStory,
} from '@cream/testing';
import { ScriptedAccount } from './scripted-account.js';
import { ScriptedNeighbours } from './scripted-neighbours.js';

const HOUR_MS = 3_600_000;
/** Far more than any answer of a scripted neighbour takes. */
const PATIENCE_MS = 20_000;

export interface OrdinaryDay {
  readonly neighbours: ScriptedNeighbours;
  readonly account: ScriptedAccount;
}

/** Neighbours with whom a cycle buys 90 AAPL at 100 and, once they are held, keeps them. */
export function anOrdinaryDay(): OrdinaryDay {
  const neighbours = new ScriptedNeighbours();
  const account = new ScriptedAccount();
  configure(neighbours);
  inform(neighbours);
  for (const target of AGENT_TARGETS) playRole(neighbours, target);
  neighbours.on('risk', RiskService.method.check, ({ plan, portfolio, limits, asOf }) => {
    if (!plan || !portfolio || !limits) throw new Error('incomplete request');
    const prices = new Map(plan.decisions.map(({ instrument }) => [symbolOf(instrument), new Decimal(100)]));
    return { report: constraintReport({ plan, portfolio, limits, prices, asOfMs: millis(asOf) }) };
  });
  neighbours.on('execution', ExecutionService.method.reconcile, (request) => account.reconcile(request));
  neighbours.on('execution', ExecutionService.method.submitPlan, (request) => account.submit(request));
  neighbours.on('execution', ExecutionService.method.listFills, () => ({ fills: account.fills }));
  neighbours.on('execution', ExecutionService.method.listOrders, ({ cycleId }) => ({
    orders: account.orders.filter((order) => order.cycleId === cycleId),
  }));
  return { neighbours, account };
}

/** The active configuration: the defaults, under which the builders' cycle id is the cycle's. */
export function aConfiguration(timeouts: Readonly<Partial<Record<Role, number>>> = {}): ConfigVersion {
  return create(ConfigVersionSchema, {
    version: '1',
    hash: hash(sha256('test configuration')),
    configuration: {
      limits: defaultLimits(),
      decisionRules: defaultDecisionRules(),
      agents: ROLES.map((role) => ({ role, policy: 'rules', timeoutMs: timeouts[role] ?? PATIENCE_MS })),
      broker: { cash: wire(100_000), slippageBps: wire(0), feeBps: wire(0) },
    },
  });
}

export function configure(neighbours: ScriptedNeighbours, version: ConfigVersion = aConfiguration()): void {
  neighbours.on('config', ConfigService.method.getActive, () => ({ version }));
  neighbours.on('config', ConfigService.method.listVersions, () => ({ versions: [version] }));
}

/** AAPL at 100 in a bull market, no news, no memories. */
function inform(neighbours: ScriptedNeighbours): void {
  neighbours.on('market-data', MarketDataService.method.getSnapshot, ({ symbols, asOf }) => ({
    snapshots: symbols.map((symbol) => ({
      symbol,
      quote: { symbol, last: wire(100), ...(asOf === undefined ? {} : { time: asOf }) },
      lastBar: aBar({ symbol }),
    })),
  }));
  neighbours.on('technicals', TechnicalsService.method.describe, () => ({}));
  neighbours.on('regime', RegimeService.method.classify, ({ scopes, asOf }) => ({
    classifications: scopes.map((scope) => ({ scope, regime: Regime.BULL_TREND, confidence: 0.9 })),
    facts: scopes.map((subject) =>
      labelFact({
        subject,
        kind: 'regime.label',
        value: 'BULL_TREND',
        asOf: millis(asOf),
        source: { service: 'regime', ref: 'rules' },
        trust: Trust.DERIVED,
      }),
    ),
  }));
  neighbours.on('context', ContextService.method.gather, () => ({}));
  neighbours.on('memory', MemoryService.method.recall, () => ({}));
  neighbours.on('memory', MemoryService.method.remember, () => ({ stored: true }));
}

function playRole(neighbours: ScriptedNeighbours, target: AgentTarget): void {
  const role = roleFromName(roleOf(target) ?? '');
  const { analyze, argue, propose, review, getProfile } = AgentService.method;
  neighbours.on(target, getProfile, () => ({ role, policy: 'rules', policyVersion: '1' }));
  neighbours.on(target, analyze, ({ briefing }) => ({ reports: [aReport({ role, claims: claimsOn(briefing) })] }));
  neighbours.on(target, argue, ({ briefing }) => ({ theses: [{ ...aThesis({ role }), claims: claimsOn(briefing) }] }));
  neighbours.on(target, propose, (request) => ({ plan: theTradersPlan(request) }));
  neighbours.on(target, review, (request) => ({ verdict: theVerdict(role, request) }));
}

/** Buys 90 AAPL, or holds what there is; with the changes a test wants in its decision. */
export function theTradersPlan(
  { briefing, iteration }: ProposeRequest,
  changes: Changes<typeof DecisionSchema> = {},
): DecisionPlan {
  if (briefing === undefined) throw new Error('a briefing is required');
  const held = briefing.facts.some(({ subject, kind }) => subject === 'AAPL' && kind === 'position.quantity');
  const decision = (held ? aHold : aDecision)({
    decisionId: decisionId(briefing.cycleId, 'AAPL'),
    claims: claimsOn(briefing),
    ...changes,
  });
  return { ...aPlanOn(briefing, [decision]), planId: `${briefing.cycleId}/plan-${iteration}`, iteration };
}

/** The role's signed word on the plan it is asked about, an approval unless the story says otherwise. */
export function theVerdict(
  role: Role,
  { plan }: Pick<ReviewRequest, 'plan'>,
  story: VerdictStory = {},
  changes: Changes<typeof VerdictSchema> = {},
): Verdict {
  if (plan?.asOf === undefined) throw new Error('a plan with its time is required');
  const times = { issuedAt: plan.asOf, expiresAt: timestamp(millis(plan.asOf) + HOUR_MS) };
  return aVerdict({ plan, role, ...story }, { ...times, ...changes });
}

function claimsOn(briefing: Briefing | undefined) {
  const price = briefing?.facts.find(({ subject, kind }) => subject === 'AAPL' && kind === 'price.last');
  if (price === undefined) throw new Error('the briefing does not say what AAPL costs');
  return aReport().claims.map((claim) => ({ ...claim, factIds: [price.id] }));
}
