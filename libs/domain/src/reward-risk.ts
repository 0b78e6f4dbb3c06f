import { Direction } from '@cream/proto/decision';
import { type Decimal, quotient } from './decimal.js';

/**
 * |target - entry| / |entry - stop|, rounded to 12 fraction digits.
 * Undefined when stop and target do not lie on opposite, right sides of the entry (long: stop < entry < target; short
 * reversed) or when the direction is neither LONG nor SHORT.
 */
export function rewardRisk(direction: Direction, entry: Decimal, stop: Decimal, target: Decimal): Decimal | undefined {
  if (!stopOnRightSide(direction, entry, stop) || !targetOnRightSide(direction, entry, target)) return undefined;
  return quotient(target.minus(entry).abs(), entry.minus(stop).abs());
}

/**
 * True when the reward is at least `minimum` times the risk. Compared by multiplying, so that no rounding decides.
 * False where `rewardRisk` is undefined.
 */
export function rewardRiskAtLeast(
  minimum: Decimal,
  direction: Direction,
  entry: Decimal,
  stop: Decimal,
  target: Decimal,
): boolean {
  if (!stopOnRightSide(direction, entry, stop) || !targetOnRightSide(direction, entry, target)) return false;
  return target.minus(entry).abs().gte(entry.minus(stop).abs().times(minimum));
}

/** Long: below the entry. Short: above. */
export function stopOnRightSide(direction: Direction, entry: Decimal, stop: Decimal): boolean {
  return beyond(direction, stop, entry);
}

/** Long: above the entry. Short: below. */
export function targetOnRightSide(direction: Direction, entry: Decimal, target: Decimal): boolean {
  return beyond(direction, entry, target);
}

/** True when moving from `from` to `to` gains in the direction. */
function beyond(direction: Direction, from: Decimal, to: Decimal): boolean {
  switch (direction) {
    case Direction.LONG:
      return to.gt(from);
    case Direction.SHORT:
      return to.lt(from);
    default:
      return false;
  }
}
