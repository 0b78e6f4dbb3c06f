import type { DecisionPlan } from '@cream/proto/decision';
import type { DecisionOutcome, Order, Refusal } from '@cream/proto/trading';

export function refusal(code: string, text: string): Refusal {
  return { $typeName: 'cream.trading.v1.Refusal', code, text };
}

export function outcome(decisionId: string, orders: Order[], refused?: Refusal): DecisionOutcome {
  const sent: DecisionOutcome = { $typeName: 'cream.trading.v1.DecisionOutcome', decisionId, orders };
  return refused === undefined ? sent : { ...sent, refusal: refused };
}

/** Every decision of a plan refused for the same reason. */
export function allRefused(plan: DecisionPlan, reason: Refusal): DecisionOutcome[] {
  return plan.decisions.map(({ decisionId }) => outcome(decisionId, [], reason));
}
