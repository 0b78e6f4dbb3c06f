import { Role } from '@cream/proto/decision';
import { bearPolicy } from '../roles/bear/policy.js';
import { bullPolicy } from '../roles/bull/policy.js';
import { criticPolicy } from '../roles/critic/policy.js';
import { fundamentalsPolicy } from '../roles/fundamentals/policy.js';
import { newsPolicy } from '../roles/news/policy.js';
import { riskManagerPolicy } from '../roles/risk-manager/policy.js';
import { technicalPolicy } from '../roles/technical/policy.js';
import { traderPolicy } from '../roles/trader/policy.js';
import type { RolePolicy } from './role-policy.js';

/** The policy a role follows. @throws Error for a value outside the contract */
export function policyOf(role: Role): RolePolicy {
  switch (role) {
    case Role.TECHNICAL:
      return technicalPolicy;
    case Role.NEWS:
      return newsPolicy;
    case Role.FUNDAMENTALS:
      return fundamentalsPolicy;
    case Role.BULL:
      return bullPolicy;
    case Role.BEAR:
      return bearPolicy;
    case Role.TRADER:
      return traderPolicy;
    case Role.RISK_MANAGER:
      return riskManagerPolicy;
    case Role.CRITIC:
      return criticPolicy;
    default:
      throw new Error(`no policy for role ${role}`);
  }
}
