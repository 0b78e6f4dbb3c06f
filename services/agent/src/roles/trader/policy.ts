import { create } from '@bufbuild/protobuf';
import { canonicalText, type Decimal, orderQuantity, sameHash } from '@cream/domain';
import { invalidArgument } from '@cream/grpc';
import {
  Action,
  type Decision,
  type DecisionPlan,
  DecisionPlanSchema,
  type DecisionRules,
  Direction,
  type ProposeRequest,
  Role,
} from '@cream/proto/decision';
import type { TraderPolicy } from '../../app/role-policy.js';
import { FactIndex } from '../../evidence/fact-index.js';
import { chooseAction } from './choose-action.js';
import { close, type Frame, idle, open } from './compose.js';
import { riskLevels } from './levels.js';
import { revise } from './revise.js';
import { readSituation } from './situation.js';
import { sizePct } from './size.js';

/** The trader by rules: one decision per symbol, from the debate's conviction delta. */
export const traderPolicy: TraderPolicy = {
  role: Role.TRADER,
  policy: 'rules',
  version: 'trader-rules-1',
  duty: 'propose',
  propose,
};

function propose(request: ProposeRequest): DecisionPlan {
  const { briefing, decisionRules: rules, previous, theses, reports, objections } = request;
  if (briefing?.hash === undefined) throw invalidArgument('briefing.hash', 'is missing');
  if (rules === undefined) throw invalidArgument('decision_rules', 'is missing');
  if (previous !== undefined && !sameHash(previous.briefingHash, briefing.hash)) {
    throw invalidArgument('previous.briefing_hash', 'is not of this briefing');
  }
  const index = FactIndex.of(briefing);
  const iteration = Math.max(1, request.iteration);
  const decisions = briefing.symbols.map((symbol) => {
    const frame = { index, situation: readSituation(index, symbol, theses), theses, reports };
    const fresh = decide(frame, rules);
    const rejected = previous?.decisions.find(({ decisionId }) => decisionId === fresh.decisionId);
    return rejected === undefined ? fresh : revise(frame, rejected, objections);
  });
  return create(DecisionPlanSchema, {
    planId: `${briefing.cycleId}#${iteration}`,
    cycleId: briefing.cycleId,
    ...(briefing.asOf === undefined ? {} : { asOf: briefing.asOf }),
    mode: briefing.mode,
    decisions,
    briefingHash: briefing.hash,
    iteration,
  });
}

function decide(frame: Frame, rules: DecisionRules): Decision {
  const { action, reason } = chooseAction(frame.situation, rules);
  const { price, atr } = frame.situation;
  if (price === undefined) return idle(frame, reason);
  if (action === Action.CLOSE) return close(frame, price, reason);
  if ((action !== Action.BUY && action !== Action.SELL) || atr === undefined) return idle(frame, reason);
  return enter(frame, action, { price, atr, reason }, rules);
}

/** What an entry reckons with, and why it is made. */
interface Occasion {
  readonly price: Decimal;
  readonly atr: Decimal;
  readonly reason: string;
}

function enter(
  frame: Frame,
  action: Action.BUY | Action.SELL,
  { price, atr, reason }: Occasion,
  rules: DecisionRules,
): Decision {
  const { situation } = frame;
  const long = action === Action.BUY;
  const shelter = long ? situation.supports[0] : situation.resistances[0];
  const levels = riskLevels(long ? Direction.LONG : Direction.SHORT, { price, atr, shelter }, rules);
  if (levels === undefined) return idle(frame, `${reason}, but no stop and target with enough reward exist`);
  const pct = sizePct(long ? situation.bull : situation.bear, rules);
  if (!pct.gt(0)) return idle(frame, `${reason}, but the position size is 0 percent`);
  const text =
    `${reason}; price ${canonicalText(price)}, ATR 14 ${canonicalText(atr)}, stop ${canonicalText(levels.stop)}, ` +
    `target ${canonicalText(levels.target)}, size ${canonicalText(pct)} percent of equity`;
  const decision = open(frame, action, price, levels, pct, text);
  const { refusal } = orderQuantity(decision, price, situation.equity, situation.held);
  return refusal === undefined ? decision : idle(frame, `${reason}, but ${refusal.text}`);
}
