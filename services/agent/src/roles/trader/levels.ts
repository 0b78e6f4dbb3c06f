import { Decimal, dec, priceIncrement, rewardRiskAtLeast, toPriceIncrement } from '@cream/domain';
import { type DecisionRules, Direction } from '@cream/proto/decision';

/** A stop this near a level, in ATR 14, is hit by the swing that tests the level: half a day's usual range. */
const LEVEL_REACH_ATR = 0.5;
/** How far behind the level it goes, in ATR 14: a level is a zone, and tests overshoot it a little. */
const BEHIND_LEVEL_ATR = 0.1;

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
  /** Every level of the chart, where orders crowd. */
  readonly levels: readonly Decimal[];
  /** The stop of a position that is added to. */
  readonly heldStop: Decimal | undefined;
}

/**
 * Stop at `stop_atr` x ATR 14, moved behind a near level, and never looser than the position's own; target at
 * `target_reward_risk` (or the required minimum, if higher) times the distance of the stop. Both are rounded to increments
 * away from the price, so that rounding never lowers the ratio. Neither lies on a level: a stop goes behind it, a
 * target in front of it, as long as the reward is enough.
 *
 * @returns undefined when no such positive prices exist, as for a short target of a very volatile, cheap instrument
 */
export function riskLevels(
  direction: Direction.LONG | Direction.SHORT,
  { price, atr, shelter, levels, heldStop }: EntryPoint,
  rules: DecisionRules,
): Levels | undefined {
  const gain = direction === Direction.LONG ? 1 : -1;
  const [towardsGain, towardsLoss] = gain > 0 ? (['up', 'down'] as const) : (['down', 'up'] as const);
  const minimum = dec(rules.minRewardRisk, 'min_reward_risk');
  const ratio = Decimal.max(dec(rules.targetRewardRisk, 'target_reward_risk'), minimum);
  const wanted = dec(rules.stopAtr, 'stop_atr').times(atr);
  const distance = behindShelter(wanted, atr, shelter?.minus(price).abs());
  const fresh = offLevels(toPriceIncrement(price.minus(distance.times(gain)), towardsLoss), levels, -gain);
  const tighter = heldStop?.minus(fresh).times(gain).gt(0) ? heldStop : undefined;
  const stop = tighter === undefined ? fresh : offLevels(tighter, levels, gain);
  const goal = toPriceIncrement(price.plus(price.minus(stop).times(ratio)), towardsGain);
  const target = [-gain, gain]
    .map((side) => offLevels(goal, levels, side))
    .find((candidate) => candidate.gt(0) && rewardRiskAtLeast(minimum, direction, price, stop, candidate));
  return stop.gt(0) && target !== undefined ? { stop, target } : undefined;
}

/** Widens the distance when the stop would lie just before or just behind the level; it never narrows it. */
function behindShelter(distance: Decimal, atr: Decimal, toLevel: Decimal | undefined): Decimal {
  if (toLevel === undefined || toLevel.minus(distance).abs().gt(atr.times(LEVEL_REACH_ATR))) return distance;
  return Decimal.max(distance, toLevel.plus(atr.times(BEHIND_LEVEL_ATR)));
}

/** The price or, increment by increment in a direction, the first one that no level lies on. */
function offLevels(price: Decimal, levels: readonly Decimal[], direction: number): Decimal {
  let free = price;
  while (levels.some((level) => level.eq(free))) free = free.plus(priceIncrement(free).times(direction));
  return free;
}
