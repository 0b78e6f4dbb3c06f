import { create } from '@bufbuild/protobuf';
import { hash, millis, planHash, type SigningKey, signVerdict, timestamp, verdictNonce } from '@cream/domain';
import { invalidArgument } from '@cream/grpc';
import { type ReviewRequest, type Role, type Verdict, VerdictSchema } from '@cream/proto/decision';
import type { Review } from './role-policy.js';

/**
 * An approver's review as a signed verdict on exactly the plan and briefing of the request. Its times are those of the
 * cycle's clock: issued at the briefing's `as_of`, valid for `verdict_valid_seconds`.
 *
 * @throws ConnectError INVALID_ARGUMENT when plan, briefing or rules are missing
 */
export function signReview(request: ReviewRequest, role: Role, review: Review, key: SigningKey): Verdict {
  const { plan, briefing, decisionRules } = request;
  if (plan === undefined) throw invalidArgument('plan', 'is missing');
  if (briefing?.hash === undefined) throw invalidArgument('briefing.hash', 'is missing');
  if (decisionRules === undefined) throw invalidArgument('decision_rules', 'is missing');
  const digest = planHash(plan);
  const issuedMs = millis(briefing.asOf, 'briefing.as_of');
  const unsigned = create(VerdictSchema, {
    role,
    planHash: hash(digest),
    briefingHash: briefing.hash,
    answers: review.answers,
    nonce: verdictNonce({ cycleId: briefing.cycleId, role, planHash: digest, iteration: plan.iteration }),
    issuedAt: timestamp(issuedMs),
    expiresAt: timestamp(issuedMs + decisionRules.verdictValidSeconds * 1000),
    summary: review.summary,
  });
  return signVerdict(unsigned, key);
}
