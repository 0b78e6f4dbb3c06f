import { canonicalText, Decimal, dec } from '@cream/domain';
import { type DecisionRules, Setup } from '@cream/proto/decision';
import type { Situation } from './situation.js';
import { cut, sizePct, smallestPct } from './size.js';

/** Percent of equity to add to a position and why, or what speaks against adding. */
export type Addition =
  | { readonly pct: Decimal; readonly reason: string }
  | { readonly obstacle: string; readonly pct?: undefined };

/** The middle of the Bollinger bands. */
const MIDDLE = new Decimal('0.5');

/**
 * What to add to a position that the debate clearly supports.
 *
 * A position is added to as trend followers build a pyramid: only once it has earned what an entry risks (`stop_atr` x
 * ATR 14), so that a loser is never averaged down; only where the trend resumes or breaks out; never by more than it
 * is worth already, so that one step back does not turn the whole into a loss; up to the size its conviction is worth.
 * The stop it has must leave the room of an entry, because the addition may tighten it and never loosens it.
 */
export function addition(situation: Situation, rules: DecisionRules): Addition {
  const { held, price, atr, averageCost, heldStop, heldPct } = situation;
  const sign = held.isNegative() ? -1 : 1;
  if (sign < 0 && !rules.allowShort) return { obstacle: 'short positions are not allowed' };
  if (!price || !averageCost || !heldStop || !heldPct) return { obstacle: 'its cost, stop or size is unknown' };
  if (!atr?.gt(0)) return { obstacle: 'ATR 14 is unknown' };
  const risked = dec(rules.stopAtr, 'stop_atr').times(atr);
  const earned = price.minus(averageCost).times(sign);
  const [has, needs] = [earned, risked].map(cents);
  if (earned.lt(risked)) return { obstacle: `it has earned ${has} of the ${needs} a unit that an entry risks` };
  if (price.minus(heldStop).times(sign).lt(risked)) return { obstacle: `its stop is nearer than ${needs}` };
  if (!continues(situation)) return { obstacle: 'no pullback or breakout in its direction' };
  const missing = sizePct(Math.max(situation.bull, situation.bear), rules).minus(heldPct);
  const pct = cut(Decimal.max(0, Decimal.min(missing, heldPct)));
  const least = smallestPct(rules);
  if (pct.isZero() || pct.lt(least)) {
    return { obstacle: `it may grow by ${canonicalText(pct)} percent of equity, the least is ${canonicalText(least)}` };
  }
  return { pct, reason: `it has earned ${has} a unit where an entry risks ${needs}` };
}

/** A pullback lies on the far side of the middle from where the trend goes, a breakout on the near one. */
function continues({ held, setup, percentB }: Situation): boolean {
  if (percentB === undefined) return false;
  const bullish = setup === Setup.BREAKOUT ? percentB.gt(MIDDLE) : percentB.lt(MIDDLE);
  return (setup === Setup.BREAKOUT || setup === Setup.PULLBACK) && bullish === held.isPositive();
}

const cents = (value: Decimal): string => canonicalText(value.toDecimalPlaces(2));
