import { CheckVerdict, type ConstraintCheck, type ConstraintReport, type DecisionPlan } from '@cream/proto/decision';
import type { Portfolio } from '@cream/proto/portfolio';
import type { Limits } from '@cream/proto/trading';
import { hash } from './hash.js';
import { checkLimits } from './limits.js';
import { sharedPlanHash } from './plan-hash.js';
import type { Prices } from './projection.js';
import { enlarges } from './sizing.js';
import { timestamp } from './time.js';

export interface ConstraintQuestion {
  readonly plan: DecisionPlan;
  readonly portfolio: Portfolio;
  readonly limits: Limits;
  /** Newest knowable price of one unit by symbol, as of `asOfMs`. */
  readonly prices: Prices;
  readonly asOfMs: number;
}

/**
 * The checks of `checkLimits` and the decisions they leave standing: those none of whose own checks FAIL and, for what
 * opens or enlarges a position, no check of the portfolio either.
 */
export function constraintReport(question: ConstraintQuestion): ConstraintReport {
  const { plan, portfolio, limits, prices, asOfMs } = question;
  const checks = checkLimits(plan, portfolio, limits, prices);
  return {
    $typeName: 'cream.decision.v1.ConstraintReport',
    planHash: hash(sharedPlanHash(plan)),
    limitsVersion: limits.version,
    asOf: timestamp(asOfMs),
    checks,
    approvedDecisionIds: approved(plan, checks),
  };
}

function approved(plan: DecisionPlan, checks: readonly ConstraintCheck[]): string[] {
  const failing = new Set(
    checks.filter((check) => check.verdict === CheckVerdict.FAIL).map((check) => check.decisionId),
  );
  const portfolioFails = failing.has('');
  return plan.decisions
    .filter((decision) => !failing.has(decision.decisionId) && !(portfolioFails && enlarges(decision.action)))
    .map((decision) => decision.decisionId);
}
