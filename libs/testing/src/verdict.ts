import { create } from '@bufbuild/protobuf';
import { hash, planHash, type SigningKey, signVerdict, timestamp, verdictNonce } from '@cream/domain';
import {
  Answer,
  type DecisionPlan,
  type Objection,
  ObjectionSchema,
  Role,
  type Verdict,
  VerdictSchema,
} from '@cream/proto/decision';
import type { Changes } from './changes.js';
import { AS_OF_MS } from './clock.js';
import { aPlan } from './decision.js';
import { testKey } from './keys.js';

const HOUR_MS = 3_600_000;

export interface VerdictStory {
  readonly plan?: DecisionPlan;
  readonly role?: Role;
  /** Given to every decision. */
  readonly answer?: Answer;
  /** Signs with another key than the role's test key. */
  readonly key?: SigningKey;
}

/** The risk manager's signed approval of every decision of `aPlan()`, valid for an hour from `AS_OF_MS`. */
export function aVerdict(story: VerdictStory = {}, overrides: Changes<typeof VerdictSchema> = {}): Verdict {
  const { plan = aPlan(), role = Role.RISK_MANAGER, answer = Answer.APPROVE, key = testKey(role) } = story;
  const digest = planHash(plan);
  const objections = answer === Answer.REJECT ? [anObjection()] : [];
  const verdict = create(VerdictSchema, {
    role,
    planHash: hash(digest),
    briefingHash: plan.briefingHash,
    answers: plan.decisions.map(({ decisionId }) => ({ decisionId, answer, objections })),
    nonce: verdictNonce({ cycleId: plan.cycleId, role, planHash: digest, iteration: plan.iteration }),
    issuedAt: timestamp(AS_OF_MS),
    expiresAt: timestamp(AS_OF_MS + HOUR_MS),
    summary: 'Looked at.',
    ...overrides,
  });
  return signVerdict(verdict, key);
}

/** Both approvers' verdicts on a plan. */
export function bothVerdicts(plan: DecisionPlan, answer: Answer = Answer.APPROVE): Verdict[] {
  return [Role.RISK_MANAGER, Role.CRITIC].map((role) => aVerdict({ plan, role, answer }));
}

export function anObjection(overrides: Changes<typeof ObjectionSchema> = {}): Objection {
  return create(ObjectionSchema, {
    code: 'TOO_BOLD',
    field: 'size.value',
    text: 'The size is too bold.',
    ...overrides,
  });
}
