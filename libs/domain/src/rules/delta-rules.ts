import { Action } from '@cream/proto/decision';
import { DELTA_TOLERANCE } from '../conviction.js';
import { canonicalText, Decimal } from '../decimal.js';
import { actionName } from '../names.js';
import { enlarges } from '../sizing.js';
import type { DecisionRule, RuleCase } from './rule-case.js';

/** DELTA_MISSTATED: the decision's delta is the theses' bull conviction minus bear conviction. */
const deltaIsTheTheses: DecisionRule = ({ decision, delta, ticker }) => {
  if (delta !== undefined && Math.abs(decision.convictionDelta - delta) <= DELTA_TOLERANCE) return undefined;
  return {
    code: 'DELTA_MISSTATED',
    field: 'conviction_delta',
    observed: String(decision.convictionDelta),
    expected: delta === undefined ? `one bull and one bear thesis of ${ticker}` : String(delta),
    text: 'the conviction delta is not bull conviction minus bear conviction',
  };
};

/** DELTA_BELOW_HOLD: no position is opened or enlarged on less conviction than `hold_delta` in its direction. */
const deltaOpens: DecisionRule = (ruleCase) => {
  const { decision, thresholds } = ruleCase;
  if (!enlarges(decision.action)) return undefined;
  const conviction = convictionForTrade(ruleCase);
  if (conviction?.gte(thresholds.holdDelta)) return undefined;
  return {
    code: 'DELTA_BELOW_HOLD',
    field: 'conviction_delta',
    observed: observedDelta(ruleCase),
    expected: `at least ${canonicalText(thresholds.holdDelta)} in the direction of the trade`,
    text: `${actionName(decision.action)} needs more conviction`,
  };
};

/**
 * DELTA_BELOW_ACTION: what gets longer needs delta > `action_delta`, what gets shorter delta < -`action_delta`. INCREASE
 * too: otherwise a position opened with one unit could be built up on a conviction that may open nothing.
 */
const deltaActs: DecisionRule = (ruleCase) => {
  const { decision, thresholds } = ruleCase;
  if (!enlarges(decision.action)) return undefined;
  if (convictionForTrade(ruleCase)?.gt(thresholds.actionDelta)) return undefined;
  const bound = canonicalText(thresholds.actionDelta);
  return {
    code: 'DELTA_BELOW_ACTION',
    field: 'conviction_delta',
    observed: observedDelta(ruleCase),
    expected: getsShorter(ruleCase) ? `below -${bound}` : `above ${bound}`,
    text: `the conviction delta does not carry ${actionName(decision.action)}`,
  };
};

/**
 * The theses' own delta, positive when it speaks for the trade; undefined when they do not say. Not the stated one: what
 * that may differ by would do to step over a threshold.
 */
function convictionForTrade(ruleCase: RuleCase): Decimal | undefined {
  if (ruleCase.delta === undefined) return undefined;
  const delta = new Decimal(ruleCase.delta);
  return getsShorter(ruleCase) ? delta.negated() : delta;
}

function getsShorter({ decision, held }: RuleCase): boolean {
  return decision.action === Action.SELL || (decision.action === Action.INCREASE && held.isNegative());
}

function observedDelta({ delta }: RuleCase): string {
  return delta === undefined ? '' : String(delta);
}

export const DELTA_RULES: readonly DecisionRule[] = [deltaIsTheTheses, deltaOpens, deltaActs];
