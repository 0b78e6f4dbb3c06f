import { RiskDenomination, RiskDenominationSchema } from '@cream/proto/decision';
import { canonicalText, decIfReadable } from '../decimal.js';
import { directionAfter } from '../direction.js';
import { isOption } from '../instrument.js';
import { actionName, enumName } from '../names.js';
import { rewardRisk, rewardRiskAtLeast, stopOnRightSide, targetOnRightSide } from '../reward-risk.js';
import { enlarges } from '../sizing.js';
import type { DecisionRule, RuleCase } from './rule-case.js';

/** STOP_REQUIRED, TARGET_REQUIRED: mandatory for whatever opens or enlarges a position. */
function levelRequired(level: 'stop' | 'target', code: string): DecisionRule {
  return ({ decision }) => {
    if (!enlarges(decision.action) || decIfReadable(decision.riskLevels?.[level])?.gt(0)) return undefined;
    const text = `${actionName(decision.action)} needs a ${level}`;
    return { code, field: `risk_levels.${level}`, expected: 'a positive price', text };
  };
}

/** LEVELS_UNEXPECTED: what opens nothing sets no stop or target; those of a position that is held stay as they are. */
const noLevelsWithoutEntry: DecisionRule = ({ decision }) => {
  if (enlarges(decision.action) || decision.riskLevels === undefined) return undefined;
  const text = `${actionName(decision.action)} sets no risk levels`;
  return { code: 'LEVELS_UNEXPECTED', field: 'risk_levels', text };
};

/** RISK_DENOMINATION: levels are prices of the traded instrument itself, so that they compare with its entry. */
const levelsAreInstrumentPrices: DecisionRule = ({ decision }) => {
  const expected = isOption(decision.instrument) ? RiskDenomination.OPTION_PRICE : RiskDenomination.UNDERLYING_PRICE;
  if (decision.riskLevels === undefined || decision.riskLevels.denomination === expected) return undefined;
  return {
    code: 'RISK_DENOMINATION',
    field: 'risk_levels.denomination',
    observed: enumName(RiskDenominationSchema, decision.riskLevels.denomination),
    expected: enumName(RiskDenominationSchema, expected),
    text: 'stop and target are not prices of the traded instrument',
  };
};

/** STOP_WRONG_SIDE: a long position's stop lies below its entry, a short one's above. */
const stopProtects: DecisionRule = (ruleCase) => {
  const levels = levelsOf(ruleCase);
  const { entry, stop } = levels;
  if (!entry || !stop || stopOnRightSide(levels.direction, entry, stop)) return undefined;
  return {
    code: 'STOP_WRONG_SIDE',
    field: 'risk_levels.stop',
    observed: canonicalText(stop),
    expected: `the losing side of ${canonicalText(entry)}`,
    text: 'the stop does not limit a loss',
  };
};

/** TARGET_WRONG_SIDE: a long position's target lies above its entry, a short one's below. */
const targetGains: DecisionRule = (ruleCase) => {
  const levels = levelsOf(ruleCase);
  const { entry, target } = levels;
  if (!entry || !target || targetOnRightSide(levels.direction, entry, target)) return undefined;
  return {
    code: 'TARGET_WRONG_SIDE',
    field: 'risk_levels.target',
    observed: canonicalText(target),
    expected: `the winning side of ${canonicalText(entry)}`,
    text: 'the target is no gain',
  };
};

/** REWARD_RISK: reward / risk is at least `min_reward_risk`. Levels on a wrong side have rules of their own. */
const rewardOutweighsRisk: DecisionRule = (ruleCase) => {
  const { direction, entry, stop, target } = levelsOf(ruleCase);
  if (!entry || !stop || !target) return undefined;
  const ratio = rewardRisk(direction, entry, stop, target);
  const minimum = ruleCase.thresholds.minRewardRisk;
  if (ratio === undefined || rewardRiskAtLeast(minimum, direction, entry, stop, target)) return undefined;
  return {
    code: 'REWARD_RISK',
    field: 'risk_levels',
    observed: canonicalText(ratio),
    expected: `at least ${canonicalText(minimum)}`,
    text: 'the reward does not outweigh the risk',
  };
};

function levelsOf({ decision, held, entryPrice }: RuleCase) {
  const used = enlarges(decision.action);
  return {
    direction: directionAfter(decision.action, held),
    entry: used ? entryPrice : undefined,
    stop: decIfReadable(decision.riskLevels?.stop),
    target: decIfReadable(decision.riskLevels?.target),
  };
}

export const LEVEL_RULES: readonly DecisionRule[] = [
  levelRequired('stop', 'STOP_REQUIRED'),
  levelRequired('target', 'TARGET_REQUIRED'),
  noLevelsWithoutEntry,
  levelsAreInstrumentPrices,
  stopProtects,
  targetGains,
  rewardOutweighsRisk,
];
