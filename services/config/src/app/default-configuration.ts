import { create } from '@bufbuild/protobuf';
import { defaultDecisionRules, defaultLimits, ROLES, wire } from '@cream/domain';
import { type Configuration, ConfigurationSchema } from '@cream/proto/cycle';

const AGENT_TIMEOUT_MS = 30_000;

/** What a new installation starts with: the domain's limits and rules, rule agents, $100,000, 1 bp slippage, no fees. */
export function defaultConfiguration(): Configuration {
  return create(ConfigurationSchema, {
    limits: defaultLimits(),
    decisionRules: defaultDecisionRules(),
    agents: ROLES.map((role) => ({ role, policy: 'rules', timeoutMs: AGENT_TIMEOUT_MS })),
    broker: { cash: wire(100_000), slippageBps: wire(1), feeBps: wire(0) },
  });
}
