import { checkVerdictName, enlarges, hash, hex, objection, sameHash, sharedPlanHash } from '@cream/domain';
import { invalidArgument } from '@cream/grpc';
import {
  CheckVerdict,
  type ConstraintCheck,
  type ConstraintReport,
  type DecisionPlan,
  type Objection,
  Role,
} from '@cream/proto/decision';
import type { ApproverPolicy } from '../../app/role-policy.js';
import { answerPlan } from '../../review/answer-plan.js';

/** The risk manager by rules: approves what the constraint report on this very plan leaves standing. */
export const riskManagerPolicy: ApproverPolicy = {
  role: Role.RISK_MANAGER,
  policy: 'rules',
  version: 'risk-manager-rules-1',
  duty: 'review',
  review: ({ plan, constraintReport }) => {
    if (plan === undefined) throw invalidArgument('plan', 'is missing');
    if (constraintReport === undefined) throw invalidArgument('constraint_report', 'is missing');
    return answerPlan(plan, objectionsTo(plan, constraintReport));
  },
};

function objectionsTo(plan: DecisionPlan, report: ConstraintReport): Objection[] {
  const expected = sharedPlanHash(plan);
  if (!sameHash(report.planHash, hash(expected))) {
    return [
      objection({
        code: 'REPORT_OF_OTHER_PLAN',
        field: 'constraint_report.plan_hash',
        observed: report.planHash === undefined ? '' : hex(report.planHash.sha256),
        expected: hex(expected),
        text: 'the constraint report is about another plan',
      }),
    ];
  }
  const failed = report.checks.filter(({ verdict }) => verdict !== CheckVerdict.PASS && verdict !== CheckVerdict.WARN);
  const found = failed.flatMap((check) =>
    check.decisionId === '' ? againstPortfolio(plan, check) : [against(check, check.decisionId)],
  );
  return [...found, ...unapproved(plan, report, found)];
}

/** A failing limit of the whole portfolio speaks against what opens or enlarges, never against what reduces. */
function againstPortfolio(plan: DecisionPlan, check: ConstraintCheck): Objection[] {
  return plan.decisions.filter(({ action }) => enlarges(action)).map(({ decisionId }) => against(check, decisionId));
}

/** A decision the report neither approves nor fails was not checked. */
function unapproved(plan: DecisionPlan, report: ConstraintReport, found: readonly Objection[]): Objection[] {
  return plan.decisions
    .filter(({ decisionId }) => !report.approvedDecisionIds.includes(decisionId))
    .filter(({ decisionId }) => !found.some((each) => each.decisionId === decisionId))
    .map(({ decisionId }) =>
      objection({ code: 'NOT_CHECKED', text: 'the constraint report does not approve this decision', decisionId }),
    );
}

function against(check: ConstraintCheck, decisionId: string): Objection {
  return objection({
    code: check.code,
    field: 'constraint_report.checks',
    observed: check.observed?.value ?? '',
    expected: check.limit?.value ?? '',
    text: `${checkVerdictName(check.verdict)}: ${check.text}`,
    decisionId,
  });
}
