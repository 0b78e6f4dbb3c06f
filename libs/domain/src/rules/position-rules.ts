import { Action, Direction } from '@cream/proto/decision';
import { canonicalText } from '../decimal.js';
import { directionAfter } from '../direction.js';
import { actionName, directionName } from '../names.js';
import type { DecisionRule, RuleCase } from './rule-case.js';

/** ACTION_ILLEGAL_FOR_POSITION: BUY and SELL only from flat with nothing on order; all but NO_TRADE else need a position. */
const actionFitsPosition: DecisionRule = (ruleCase) => {
  const problem = whyIllegal(ruleCase);
  if (problem === undefined) return undefined;
  const action = actionName(ruleCase.decision.action);
  return {
    code: 'ACTION_ILLEGAL_FOR_POSITION',
    field: 'action',
    observed: action,
    text: `${action} of ${ruleCase.symbol} is not possible: ${problem}`,
  };
};

function whyIllegal({ decision, symbol, held, known }: RuleCase): string | undefined {
  switch (decision.action) {
    case Action.BUY:
    case Action.SELL:
      if (!held.isZero()) return `${canonicalText(held)} units are held`;
      return known.workingEntries.has(symbol) ? 'an entry order is still working' : undefined;
    case Action.HOLD:
    case Action.INCREASE:
    case Action.REDUCE:
    case Action.CLOSE:
      return held.isZero() ? 'nothing is held' : undefined;
    default:
      return undefined;
  }
}

/** DIRECTION_MISMATCH: the direction is that of the position the action leaves behind; a NO_TRADE may also say FLAT. */
const directionFitsAction: DecisionRule = ({ decision, held }) => {
  const { action, direction } = decision;
  const expected = directionAfter(action, held);
  if (direction === expected || (action === Action.NO_TRADE && direction === Direction.FLAT)) return undefined;
  return {
    code: 'DIRECTION_MISMATCH',
    field: 'direction',
    observed: directionName(direction),
    expected: directionName(expected),
    text: `${actionName(action)} leaves a ${directionName(expected)} position`,
  };
};

/** SHORT_NOT_ALLOWED: where the configuration forbids it, no short position is opened or enlarged. */
const shortIsAllowed: DecisionRule = ({ decision, held, thresholds }) => {
  const { action } = decision;
  const goesShort = action === Action.SELL || (action === Action.INCREASE && held.isNegative());
  if (!goesShort || thresholds.allowShort) return undefined;
  return {
    code: 'SHORT_NOT_ALLOWED',
    field: 'action',
    observed: actionName(action),
    text: 'short positions are not allowed by the configuration',
  };
};

export const POSITION_RULES: readonly DecisionRule[] = [actionFitsPosition, directionFitsAction, shortIsAllowed];
