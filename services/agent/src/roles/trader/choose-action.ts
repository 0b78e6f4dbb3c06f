import { canonicalText, Decimal, dec } from '@cream/domain';
import { Action, type DecisionRules } from '@cream/proto/decision';
import type { Situation } from './situation.js';

export interface Choice {
  readonly action: Action;
  /** Why, with the numbers that decided. */
  readonly reason: string;
}

/** What does nothing: HOLD with a position, NO_TRADE without. */
export function idleAction(held: Decimal): Action {
  return held.isZero() ? Action.NO_TRADE : Action.HOLD;
}

/** The action that conviction delta, position and data allow; the table stands in the README. */
export function chooseAction(situation: Situation, rules: DecisionRules): Choice {
  const { held, price } = situation;
  const idle = (reason: string): Choice => ({ action: idleAction(held), reason });
  const hold = dec(rules.holdDelta, 'hold_delta');
  const act = dec(rules.actionDelta, 'action_delta');
  const delta = new Decimal(situation.delta);
  if (situation.entryWorking) return idle('an entry order is still working');
  if (delta.abs().lt(hold)) {
    return idle(`the delta ${canonicalText(delta)} is weaker than ${canonicalText(hold)}`);
  }
  if (!delta.abs().gt(act))
    return idle(`the delta ${canonicalText(delta)} does not exceed ${canonicalText(act)} either way`);
  const passed = `the delta ${canonicalText(delta)} exceeds ${canonicalText(act)} ${delta.gt(0) ? 'for the bull' : 'for the bear'}`;
  if (!held.isZero() && held.isNegative() === delta.isNegative()) return idle(`${passed}, which supports the position`);
  if (price === undefined || !price.gt(0)) return idle(`${passed}, but no price is known`);
  if (situation.stale) return idle(`${passed}, but the price is stale`);
  if (!held.isZero()) return { action: Action.CLOSE, reason: `${passed}, against the position` };
  if (situation.atr === undefined || !situation.atr.gt(0)) return idle(`${passed}, but ATR 14 is unknown`);
  if (delta.gt(0)) return { action: Action.BUY, reason: passed };
  return rules.allowShort
    ? { action: Action.SELL, reason: passed }
    : idle(`${passed}, but short positions are not allowed`);
}
