import { create } from '@bufbuild/protobuf';
import { canonicalText, orderQuantity, sameHash } from '@cream/domain';
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
import { type Choice, chooseAction } from './choose-action.js';
import { close, enter, type Frame, halve, idle } from './compose.js';
import { riskLevels } from './levels.js';
import { revise } from './revise.js';
import { readSituation } from './situation.js';

type Enlargement = Extract<Choice, { readonly pct: unknown }>;

/** The trader by rules: one decision per symbol, from the debate's conviction delta. */
export const traderPolicy: TraderPolicy = {
  role: Role.TRADER,
  policy: 'rules',
  version: 'trader-rules-2',
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
    const frame = { index, situation: readSituation(index, symbol, reports, theses) };
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
  const choice = chooseAction(frame.situation, rules);
  const { price } = frame.situation;
  if ('pct' in choice) return enlarge(frame, rules, choice);
  if (choice.action === Action.CLOSE && price !== undefined) return close(frame, price, choice.reason);
  if (choice.action === Action.REDUCE && price !== undefined) return halve(frame, price, choice.reason);
  return idle(frame, choice.reason);
}

/** An entry or an addition with its levels, or why there is none after all. */
function enlarge(frame: Frame, rules: DecisionRules, { action, pct, reason }: Enlargement): Decision {
  const { price, atr, held, support, resistance, levels: crowded, heldStop, equity } = frame.situation;
  if (price === undefined || atr === undefined) return idle(frame, `${reason}, but price or ATR 14 is unknown`);
  const long = action === Action.BUY || (action === Action.INCREASE && held.isPositive());
  const entryPoint = {
    price,
    atr,
    shelter: long ? support : resistance,
    levels: crowded,
    heldStop: action === Action.INCREASE ? heldStop : undefined,
  };
  const levels = riskLevels(long ? Direction.LONG : Direction.SHORT, entryPoint, rules);
  if (levels === undefined) return idle(frame, `${reason}, but no stop and target with enough reward exist`);
  if (!pct.gt(0)) return idle(frame, `${reason}, but the position size is 0 percent`);
  const text =
    `${reason}; price ${canonicalText(price)}, ATR 14 ${canonicalText(atr)}, stop ${canonicalText(levels.stop)}, ` +
    `target ${canonicalText(levels.target)}, size ${canonicalText(pct)} percent of equity`;
  const decision = enter(frame, action, price, levels, pct, text);
  const { refusal } = orderQuantity(decision, price, equity, held);
  return refusal === undefined ? decision : idle(frame, `${reason}, but ${refusal.text}`);
}
