import { actionName, checkDecisionRules, convictionDelta, objection, underlyingOf } from '@cream/domain';
import { invalidArgument } from '@cream/grpc';
import { Action, type Decision, type Objection, type ReviewRequest, Role, type Thesis } from '@cream/proto/decision';
import type { ApproverPolicy } from '../../app/role-policy.js';
import { FactIndex } from '../../evidence/fact-index.js';
import { answerPlan } from '../../review/answer-plan.js';
import { evidenceObjections } from './evidence.js';

/** The critic by rules: the decision rules once more, the evidence claim by claim, and the debate's winner. */
export const criticPolicy: ApproverPolicy = {
  role: Role.CRITIC,
  policy: 'rules',
  version: 'critic-rules-1',
  duty: 'review',
  review: (request) => {
    if (request.plan === undefined) throw invalidArgument('plan', 'is missing');
    return answerPlan(request.plan, objectionsTo(request));
  },
};

function objectionsTo({ plan, briefing, theses, reports, decisionRules }: ReviewRequest): Objection[] {
  if (plan === undefined || briefing === undefined) throw invalidArgument('briefing', 'is missing');
  if (decisionRules === undefined) throw invalidArgument('decision_rules', 'is missing');
  const index = FactIndex.of(briefing);
  const found = checkDecisionRules(plan, briefing, theses, decisionRules);
  for (const decision of plan.decisions) {
    // The decision rules have objected already.
    if (decision.instrument?.kind.case === undefined) continue;
    found.push(...evidenceObjections(index, decision, reports, theses));
    const against = againstWinner(decision, theses);
    if (against !== undefined) found.push(against);
  }
  return found;
}

/** BUY needs a debate that the bull won, SELL one that the bear won. */
function againstWinner(decision: Decision, theses: readonly Thesis[]): Objection | undefined {
  const { action, decisionId } = decision;
  if (action !== Action.BUY && action !== Action.SELL) return undefined;
  const delta = convictionDelta(theses, underlyingOf(decision.instrument));
  if (delta !== undefined && (action === Action.BUY ? delta > 0 : delta < 0)) return undefined;
  return objection({
    code: 'DEBATE_LOST',
    field: 'action',
    observed: delta === undefined ? 'no debate' : String(delta),
    expected: action === Action.BUY ? 'a debate won by the bull' : 'a debate won by the bear',
    text: `${actionName(action)} goes against the debate`,
    decisionId,
  });
}
