import { APPROVERS, type Decimal, DomainError, dec, ROLES, roleName, type WireDecimal } from '@cream/domain';
import type { AgentSettings, Configuration } from '@cream/proto/cycle';
import type { DecisionRules } from '@cream/proto/decision';
import type { BrokerSettings, Limits } from '@cream/proto/trading';

const LONGEST_AGENT_TIMEOUT_MS = 600_000;
/** The contract of a plan: its iteration is at most 3. */
const MOST_ITERATIONS = 3;
const BASIS_POINTS_IN_ONE = 10_000;
/** What the house's own rules ask at least. A configuration may be stricter, never looser. */
const FLOOR = { holdDelta: 0.2, actionDelta: 0.3, rewardRisk: 1.5 } as const;
const REWARD_RISK_TEXT = `must be at least ${FLOOR.rewardRisk}: no plan may win less than that for what it risks`;

/**
 * What the contract cannot say about a configuration: relations between its numbers, and that the team is complete.
 * @throws DomainError `CONFIGURATION_INVALID` naming the field
 */
export function checkConfiguration(configuration: Configuration): void {
  const { limits, decisionRules, agents, broker } = configuration;
  checkLimits(present(limits, 'configuration.limits'));
  checkDecisionRules(present(decisionRules, 'configuration.decision_rules'));
  checkAgents(agents);
  checkBroker(present(broker, 'configuration.broker'));
}

function checkLimits(limits: Limits): void {
  const field = 'configuration.limits.min_reward_risk';
  if (dec(limits.minRewardRisk, field).lt(FLOOR.rewardRisk)) throw invalid(field, REWARD_RISK_TEXT);
}

function checkDecisionRules(rules: DecisionRules): void {
  const read = (wireValue: WireDecimal | undefined, name: string): [Decimal, string] => {
    const field = `configuration.decision_rules.${name}`;
    return [dec(wireValue, field), field];
  };
  const [hold, holdField] = read(rules.holdDelta, 'hold_delta');
  const [action, actionField] = read(rules.actionDelta, 'action_delta');
  const [minimum, minimumField] = read(rules.minRewardRisk, 'min_reward_risk');
  const [stop, stopField] = read(rules.stopAtr, 'stop_atr');
  const [target, targetField] = read(rules.targetRewardRisk, 'target_reward_risk');
  const [size, sizeField] = read(rules.positionPct, 'position_pct');

  if (hold.lt(FLOOR.holdDelta)) throw invalid(holdField, `must be at least ${FLOOR.holdDelta}`);
  if (action.lt(FLOOR.actionDelta)) throw invalid(actionField, `must be at least ${FLOOR.actionDelta}`);
  if (hold.gte(action)) throw invalid(holdField, `must be below action_delta, ${action}`);
  if (action.gt(1)) throw invalid(actionField, 'must be at most 1, the largest difference of two convictions');
  if (minimum.lt(FLOOR.rewardRisk)) throw invalid(minimumField, REWARD_RISK_TEXT);
  if (stop.lte(0)) throw invalid(stopField, 'must be positive');
  if (target.lt(minimum))
    throw invalid(targetField, `must be at least min_reward_risk, ${minimum}: no plan could pass`);
  if (size.lte(0) || size.gt(100)) throw invalid(sizeField, 'must be above 0 and at most 100 percent');
  if (rules.verdictValidSeconds === 0) {
    throw invalid(
      'configuration.decision_rules.verdict_valid_seconds',
      'must be positive: no verdict would ever be valid',
    );
  }
  if (rules.maxIterations < 1 || rules.maxIterations > MOST_ITERATIONS) {
    throw invalid('configuration.decision_rules.max_iterations', `must be 1 to ${MOST_ITERATIONS}`);
  }
}

function checkAgents(agents: readonly AgentSettings[]): void {
  const seen = new Set<number>();
  for (const [index, agent] of agents.entries()) {
    const at = `configuration.agents[${index}]`;
    if (!ROLES.includes(agent.role)) throw invalid(`${at}.role`, `${agent.role} is not a role`);
    if (seen.has(agent.role)) throw invalid(`${at}.role`, `${roleName(agent.role)} is named twice`);
    seen.add(agent.role);
    if (agent.timeoutMs < 1 || agent.timeoutMs > LONGEST_AGENT_TIMEOUT_MS) {
      throw invalid(`${at}.timeout_ms`, `must be 1 to ${LONGEST_AGENT_TIMEOUT_MS} milliseconds`);
    }
  }
  const missing = ROLES.filter((role) => !seen.has(role));
  if (missing.length === 0) return;
  const text = `must name every role once; missing: ${missing.map(roleName).join(', ')}`;
  const approver = missing.some((role) => APPROVERS.includes(role));
  throw invalid('configuration.agents', approver ? `${text}. Nothing is traded without both approvers` : text);
}

function checkBroker(broker: BrokerSettings): void {
  const basisPoints = (wireValue: WireDecimal | undefined, field: string) => {
    if (dec(wireValue, field).gte(BASIS_POINTS_IN_ONE)) throw invalid(field, 'must be below 10000 basis points');
  };
  basisPoints(broker.slippageBps, 'configuration.broker.slippage_bps');
  basisPoints(broker.feeBps, 'configuration.broker.fee_bps');
}

function present<T>(part: T | undefined, field: string): T {
  if (part === undefined) throw invalid(field, 'is required');
  return part;
}

function invalid(field: string, text: string): DomainError {
  return new DomainError('CONFIGURATION_INVALID', text, field);
}
