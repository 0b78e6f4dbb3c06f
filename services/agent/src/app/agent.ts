import { roleName, type SigningKey } from '@cream/domain';
import { failedPrecondition } from '@cream/grpc';
import type { RolePolicy } from './role-policy.js';

/** Who this process is: its policy and, for an approver, the key it signs with. */
export class Agent {
  constructor(
    readonly policy: RolePolicy,
    readonly key?: SigningKey,
  ) {}

  /**
   * The policy, when the duty is this role's.
   * @throws ConnectError FAILED_PRECONDITION when it is another role's
   */
  policyFor<Duty extends RolePolicy['duty']>(duty: Duty): Extract<RolePolicy, { duty: Duty }> {
    const { policy } = this;
    if (!hasDuty(policy, duty)) {
      throw failedPrecondition(`the ${roleName(policy.role)} does not ${duty}: that is another role's duty`);
    }
    return policy;
  }

  /** @throws ConnectError FAILED_PRECONDITION when this role signs nothing */
  signingKey(): SigningKey {
    if (this.key === undefined) throw failedPrecondition(`the ${roleName(this.policy.role)} has no signing key`);
    return this.key;
  }
}

function hasDuty<Duty extends RolePolicy['duty']>(
  policy: RolePolicy,
  duty: Duty,
): policy is Extract<RolePolicy, { duty: Duty }> {
  return policy.duty === duty;
}
