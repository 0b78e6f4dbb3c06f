import { Action, Direction } from '@cream/proto/decision';
import type { Decimal } from './decimal.js';

/** Direction of a position: negative units are short, none is flat. */
export function directionOf(units: Decimal): Direction {
  if (units.isZero()) return Direction.FLAT;
  return units.isNegative() ? Direction.SHORT : Direction.LONG;
}

/**
 * The direction of the position an action leaves behind, given the units held before (negative for short). An action
 * outside the closed set leaves UNSPECIFIED, which no decision may say.
 */
export function directionAfter(action: Action, held: Decimal): Direction {
  switch (action) {
    case Action.BUY:
      return Direction.LONG;
    case Action.SELL:
      return Direction.SHORT;
    case Action.CLOSE:
      return Direction.FLAT;
    case Action.HOLD:
    case Action.INCREASE:
    case Action.REDUCE:
    case Action.NO_TRADE:
      return directionOf(held);
    default:
      return Direction.UNSPECIFIED;
  }
}
