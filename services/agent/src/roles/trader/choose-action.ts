import { canonicalText, Decimal, dec } from '@cream/domain';
import { Action, type DecisionRules } from '@cream/proto/decision';
import { addition } from './addition.js';
import type { Situation } from './situation.js';
import { sizePct } from './size.js';

/** Share of a full position half way between a half and a full one: what is larger has more than half to lose. */
const NEARLY_FULL = new Decimal('0.75');

export type EnlargingAction = Action.BUY | Action.SELL | Action.INCREASE;

/** What to do and why, with the numbers that decided; what opens or enlarges says how much, in percent of equity. */
export type Choice =
  | { readonly action: EnlargingAction; readonly pct: Decimal; readonly reason: string }
  | { readonly action: Exclude<Action, EnlargingAction>; readonly reason: string };

/** What does nothing: HOLD with a position, NO_TRADE without. */
export function idleAction(held: Decimal): Action.HOLD | Action.NO_TRADE {
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
  if (delta.abs().lt(hold)) return idle(`the delta ${canonicalText(delta)} is weaker than ${canonicalText(hold)}`);
  const clear = delta.abs().gt(act);
  const winner = delta.gt(0) ? 'bull' : 'bear';
  const spoken = clear
    ? `the delta ${canonicalText(delta)} exceeds ${canonicalText(act)} for the ${winner}`
    : `the delta ${canonicalText(delta)} does not exceed ${canonicalText(act)} either way`;
  if (price === undefined || !price.gt(0)) return idle(`${spoken}, but no price is known`);
  if (situation.stale) return idle(`${spoken}, but the price is stale`);
  if (situation.evidence.length === 0) return idle(`${spoken}, but facts support no claim of the ${winner}`);
  if (held.isZero()) return clear ? fromFlat(situation, rules, spoken) : idle(spoken);
  if (held.isNegative() === delta.isNegative()) return clear ? supported(situation, rules, spoken) : idle(spoken);
  if (clear) return { action: Action.CLOSE, reason: `${spoken}, against the position` };
  return nearlyFull(situation, rules)
    ? { action: Action.REDUCE, reason: `${spoken}, but leans against a position that is nearly full` }
    : idle(`${spoken}, and the position is small enough to wait`);
}

function fromFlat(situation: Situation, rules: DecisionRules, spoken: string): Choice {
  const { atr, delta, bull, bear } = situation;
  const idle = (reason: string): Choice => ({ action: Action.NO_TRADE, reason: `${spoken}, but ${reason}` });
  if (!atr?.gt(0)) return idle('ATR 14 is unknown');
  if (delta > 0) return { action: Action.BUY, pct: sizePct(bull, rules), reason: spoken };
  if (!rules.allowShort) return idle('short positions are not allowed');
  return { action: Action.SELL, pct: sizePct(bear, rules), reason: spoken };
}

function supported(situation: Situation, rules: DecisionRules, spoken: string): Choice {
  const more = addition(situation, rules);
  const supports = `${spoken}, which supports the position`;
  return more.pct === undefined
    ? { action: Action.HOLD, reason: `${supports}; nothing is added: ${more.obstacle}` }
    : { action: Action.INCREASE, pct: more.pct, reason: `${supports}, and ${more.reason}` };
}

/** One unit cannot be halved. */
function nearlyFull({ heldPct, held }: Situation, rules: DecisionRules): boolean {
  const full = dec(rules.positionPct, 'position_pct');
  return heldPct?.gt(full.times(NEARLY_FULL)) === true && held.abs().gte(2);
}
