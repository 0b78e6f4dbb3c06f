import { create } from '@bufbuild/protobuf';
import {
  Answer,
  type DecisionAnswer,
  DecisionAnswerSchema,
  type DecisionPlan,
  type Objection,
} from '@cream/proto/decision';
import type { Review } from '../app/role-policy.js';

/** One answer per decision: APPROVE without objections, REJECT with them. Those without a decision id are against all. */
export function answerPlan(plan: DecisionPlan, objections: readonly Objection[]): Review {
  const answers = plan.decisions.map(({ decisionId }): DecisionAnswer => {
    const mine = objections.filter((each) => each.decisionId === decisionId || each.decisionId === '');
    const answer = mine.length === 0 ? Answer.APPROVE : Answer.REJECT;
    return create(DecisionAnswerSchema, { decisionId, answer, objections: mine });
  });
  const rejected = answers.filter(({ answer }) => answer === Answer.REJECT).length;
  const codes = [...new Set(objections.map(({ code }) => code))].join(', ');
  const summary =
    rejected === 0
      ? `Approves all ${answers.length} decisions.`
      : `Rejects ${rejected} of ${answers.length}: ${codes}.`;
  return { answers, summary };
}
