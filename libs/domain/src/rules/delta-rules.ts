import { Action } from '@cream/proto/decision';
import { DELTA_TOLERANCE, roundDelta } from '../conviction.js';
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
    observed: String(decision.convictionDelta),
    expected: `at least ${canonicalText(thresholds.holdDelta)} in the direction of the trade`,
    text: `${actionName(decision.action)} needs more conviction`,
  };
};

/** DELTA_BELOW_ACTION: BUY needs delta > `action_delta`, SELL needs delta < -`action_delta`. */
const deltaActs: DecisionRule = (ruleCase) => {
  const { decision, thresholds } = ruleCase;
  if (decision.action !== Action.BUY && decision.action !== Action.SELL) return undefined;
  if (convictionForTrade(ruleCase)?.gt(thresholds.actionDelta)) return undefined;
  const bound = canonicalText(thresholds.actionDelta);
  return {
    code: 'DELTA_BELOW_ACTION',
    field: 'conviction_delta',
    observed: String(decision.convictionDelta),
    expected: decision.action === Action.BUY ? `above ${bound}` : `below -${bound}`,
    text: `the conviction delta does not carry a ${actionName(decision.action)}`,
  };
};

/** The stated delta, positive when it speaks for the trade; undefined when it is no number. */
function convictionForTrade({ decision, held }: RuleCase): Decimal | undefined {
  if (!Number.isFinite(decision.convictionDelta)) return undefined;
  const delta = new Decimal(roundDelta(decision.convictionDelta));
  const short = decision.action === Action.SELL || (decision.action === Action.INCREASE && held.isNegative());
  return short ? delta.negated() : delta;
}

export const DELTA_RULES: readonly DecisionRule[] = [deltaIsTheTheses, deltaOpens, deltaActs];
