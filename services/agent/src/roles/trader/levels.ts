import { Decimal, dec, rewardRiskAtLeast } from '@cream/domain';
import { type DecisionRules, Direction } from '@cream/proto/decision';

/** A stop closer than this to a level, in ATR, is moved behind it: levels are where the price turns. */
const LEVEL_REACH_ATR = 0.5;
/** How far behind the level, in ATR. */
const BEHIND_LEVEL_ATR = 0.1;
const CENT_DIGITS = 2;

export interface Levels {
  readonly stop: Decimal;
  readonly target: Decimal;
}

/** What stop and target are measured from. */
export interface EntryPoint {
  readonly price: Decimal;
  readonly atr: Decimal;
  /** The nearest level on the losing side: support for a long position, resistance for a short one. */
  readonly shelter: Decimal | undefined;
}

/**
 * Stop at `stop_atr` x ATR 14, moved behind a near level; target at `target_reward_risk` (or the required minimum, if
 * higher) times the distance of the rounded stop. The stop is rounded away from the entry and the target away from it
 * too, so that rounding to cents never lowers the ratio.
 *
 * @returns undefined when no such positive prices exist, as for a short target of a very volatile, cheap instrument
 */
export function riskLevels(
  direction: Direction.LONG | Direction.SHORT,
  { price, atr, shelter }: EntryPoint,
  rules: DecisionRules,
): Levels | undefined {
  const gain = direction === Direction.LONG ? 1 : -1;
  const [outward, inward] =
    direction === Direction.LONG
      ? [Decimal.ROUND_CEIL, Decimal.ROUND_FLOOR]
      : [Decimal.ROUND_FLOOR, Decimal.ROUND_CEIL];
  const minimum = dec(rules.minRewardRisk, 'min_reward_risk');
  const ratio = Decimal.max(dec(rules.targetRewardRisk, 'target_reward_risk'), minimum);
  const wanted = dec(rules.stopAtr, 'stop_atr').times(atr);
  const distance = behindShelter(wanted, atr, shelter?.minus(price).abs());
  const stop = price.minus(distance.times(gain)).toDecimalPlaces(CENT_DIGITS, inward);
  const risk = price.minus(stop).abs();
  const target = price.plus(risk.times(ratio).times(gain)).toDecimalPlaces(CENT_DIGITS, outward);
  const usable = stop.gt(0) && target.gt(0) && rewardRiskAtLeast(minimum, direction, price, stop, target);
  return usable ? { stop, target } : undefined;
}

/** Widens the distance when the stop would lie just before or just behind the level; it never narrows it. */
function behindShelter(distance: Decimal, atr: Decimal, toLevel: Decimal | undefined): Decimal {
  if (toLevel === undefined || toLevel.minus(distance).abs().gt(atr.times(LEVEL_REACH_ATR))) return distance;
  return Decimal.max(distance, toLevel.plus(atr.times(BEHIND_LEVEL_ATR)));
}
