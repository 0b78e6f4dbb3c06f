import type { Decision, DecisionPlan, DecisionRules, Objection, Thesis } from '@cream/proto/decision';
import type { Briefing } from '@cream/proto/knowledge';
import { convictionDelta } from './conviction.js';
import { objection } from './objection.js';
import { CLOSED_SET_RULES } from './rules/closed-set-rules.js';
import { DELTA_RULES } from './rules/delta-rules.js';
import { EVIDENCE_RULES } from './rules/evidence-rules.js';
import { LEVEL_RULES } from './rules/level-rules.js';
import { ORDER_RULES } from './rules/order-rules.js';
import { PLAN_RULES } from './rules/plan-rules.js';
import { POSITION_RULES } from './rules/position-rules.js';
import { type DecisionRule, knownBriefing, ruleCase, thresholds } from './rules/rule-case.js';

/** Every rule a decision must pass, in the order their objections are listed. */
const DECISION_RULES: readonly DecisionRule[] = [
  ...CLOSED_SET_RULES,
  ...EVIDENCE_RULES,
  ...POSITION_RULES,
  ...DELTA_RULES,
  ...ORDER_RULES,
  ...LEVEL_RULES,
];

/**
 * Everything a plan breaks of the rules that are the same for every trader: about the plan first, then about each
 * decision in turn. No objection means the plan may be reviewed.
 * @throws DomainError when the rules or the briefing themselves are malformed
 */
export function checkDecisionRules(
  plan: DecisionPlan,
  briefing: Briefing,
  theses: readonly Thesis[],
  rules: DecisionRules,
): Objection[] {
  const known = knownBriefing(briefing);
  const numbers = thresholds(rules);
  const deltaOf = (ticker: string): number | undefined => convictionDelta(theses, ticker);
  const found = PLAN_RULES.flatMap((rule) => rule(plan, briefing));
  for (const decision of plan.decisions) {
    if (decision.instrument?.kind.case === undefined) {
      found.push(withoutInstrument(decision));
      continue;
    }
    const subject = ruleCase(decision, plan, known, numbers, deltaOf);
    for (const rule of DECISION_RULES) {
      const broken = rule(subject);
      if (broken !== undefined) found.push(objection({ ...broken, decisionId: decision.decisionId }));
    }
  }
  return found;
}

/** Without an instrument no other rule has anything to look at. */
function withoutInstrument({ decisionId }: Decision): Objection {
  const text = 'the decision names no instrument';
  return objection({ code: 'INSTRUMENT_MISSING', field: 'instrument', text, decisionId });
}
