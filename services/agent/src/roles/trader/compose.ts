import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { type Decimal, decisionId, directionAfter, equity, wire } from '@cream/domain';
import {
  Action,
  type Claim,
  type Decision,
  DecisionSchema,
  EntryType,
  RiskDenomination,
  Setup,
  SizeUnit,
  StrategyFamily,
  TimeInForce,
} from '@cream/proto/decision';
import { fixed, neutral, quote, round4, usd } from '../../evidence/claim.js';
import type { FactIndex } from '../../evidence/fact-index.js';
import { type EnlargingAction, idleAction } from './choose-action.js';
import type { Levels } from './levels.js';
import type { Situation } from './situation.js';

/** Claims taken over from the stronger thesis: those that carry it; the rest stands there. */
const BEST_CLAIMS = 3;
const LONGEST_RATIONALE = 4000;

/** What every decision on a symbol says, whatever its action. */
export interface Frame {
  readonly index: FactIndex;
  readonly situation: Situation;
}

/** HOLD with a position, NO_TRADE without: no order, no levels. */
export function idle(frame: Frame, reason: string): Decision {
  return decide(frame, idleAction(frame.situation.held), reason, {
    size: { value: wire(0), unit: SizeUnit.SHARES },
  });
}

/** CLOSE of the whole position at the market. */
export function close(frame: Frame, price: Decimal, reason: string): Decision {
  return decide(frame, Action.CLOSE, reason, {
    size: { value: wire(frame.situation.held.abs()), unit: SizeUnit.SHARES },
    entry: marketEntry(price),
  });
}

/** REDUCE at the market to half of the units, rounded up. */
export function halve(frame: Frame, price: Decimal, reason: string): Decision {
  return decide(frame, Action.REDUCE, reason, {
    size: { value: wire(frame.situation.held.abs().div(2).floor()), unit: SizeUnit.SHARES },
    entry: marketEntry(price),
  });
}

/** BUY or SELL from flat, or INCREASE, at the market with stop and target, sized in percent of equity. */
export function enter(
  frame: Frame,
  action: EnlargingAction,
  price: Decimal,
  { stop, target }: Levels,
  pct: Decimal,
  reason: string,
): Decision {
  return decide(frame, action, reason, {
    size: { value: wire(pct), unit: SizeUnit.PCT_EQUITY },
    entry: marketEntry(price),
    riskLevels: { stop: wire(stop), target: wire(target), denomination: RiskDenomination.UNDERLYING_PRICE },
    strategyFamily: familyOf(frame.situation),
    horizon: 'days to weeks',
  });
}

/** A text within the contract's length. */
export function rationale(text: string): string {
  return text.length <= LONGEST_RATIONALE ? text : `${text.slice(0, LONGEST_RATIONALE - 1)}…`;
}

function decide(frame: Frame, action: Action, reason: string, rest: MessageInitShape<typeof DecisionSchema>): Decision {
  const { index, situation } = frame;
  const { symbol, held, delta, bull, bear } = situation;
  return create(DecisionSchema, {
    ...rest,
    decisionId: decisionId(index.briefing.cycleId, symbol),
    instrument: equity(symbol),
    action,
    direction: directionAfter(action, held),
    confidence: confidenceOf(situation),
    rationale: rationale(
      `${Action[action]} ${symbol}: ${reason}. Bull ${fixed(bull, 4)}, bear ${fixed(bear, 4)}, ${wire(held).value} units held.`,
    ),
    claims: claimsOf(frame, action),
    convictionDelta: delta,
  });
}

/** Half the stronger side's conviction, half its lead: high only when one side convinces and the other does not. */
function confidenceOf({ delta, bull, bear }: Situation): number {
  return round4((Math.max(bull, bear) + Math.abs(delta)) / 2);
}

function marketEntry(price: Decimal) {
  return { type: EntryType.MARKET, tif: TimeInForce.DAY, reference: wire(price) };
}

/** The best supported claims of the stronger side, and the observations the decision reckons with. */
function claimsOf({ index, situation }: Frame, action: Action): Claim[] {
  const claims = situation.evidence.slice(0, BEST_CLAIMS);
  const read = (kind: string) => index.newest(situation.symbol, kind);
  const [price, atr] = [read('price.last'), read('indicator.atr_14')];
  if (price && atr) claims.push(neutral(0)`The newest price is ${usd(price)} and ATR 14 is ${usd(atr)}`);
  const [units, cost] = [read('position.quantity'), read('position.average_cost')];
  if (units && cost) claims.push(neutral(0)`The position of ${quote(units, 0)} units cost ${usd(cost)} each`);
  const [stop, percentB] = [read('position.stop'), read('indicator.bollinger_percent_b_20_2')];
  if (action === Action.INCREASE && stop && percentB) {
    claims.push(neutral(0)`The position's stop is ${usd(stop)}, and %B is ${quote(percentB, 2)}`);
  }
  return claims;
}

function familyOf({ setup }: Situation): StrategyFamily {
  return setup === Setup.REVERSAL || setup === Setup.RANGE_BOUND ? StrategyFamily.MEAN_REVERSION : StrategyFamily.TREND;
}
