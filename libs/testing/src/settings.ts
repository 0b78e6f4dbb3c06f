import { create } from '@bufbuild/protobuf';
import { defaultDecisionRules, defaultLimits } from '@cream/domain';
import { type DecisionRules, DecisionRulesSchema } from '@cream/proto/decision';
import { type Limits, LimitsSchema } from '@cream/proto/trading';
import type { Changes } from './changes.js';

/** The default limits with some of them changed. */
export function someLimits(overrides: Changes<typeof LimitsSchema> = {}): Limits {
  return create(LimitsSchema, { ...withoutType(defaultLimits()), ...overrides });
}

/** The default decision rules with some of them changed. */
export function someRules(overrides: Changes<typeof DecisionRulesSchema> = {}): DecisionRules {
  return create(DecisionRulesSchema, { ...withoutType(defaultDecisionRules()), ...overrides });
}

function withoutType<Message extends { $typeName: string }>(message: Message): Omit<Message, '$typeName'> {
  const { $typeName: _, ...fields } = message;
  return fields;
}
