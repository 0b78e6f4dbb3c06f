import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { type Decimal, decisionId, directionAfter, equity, wire } from '@cream/domain';
import {
  Action,
  type Claim,
  type Decision,
  DecisionSchema,
  EntryType,
  type Report,
  RiskDenomination,
  Role,
  Setup,
  SizeUnit,
  StrategyFamily,
  type Thesis,
  TimeInForce,
} from '@cream/proto/decision';
import { fixed, neutral, usd } from '../../evidence/claim.js';
import type { FactIndex } from '../../evidence/fact-index.js';
import { isFounded } from '../../evidence/founded.js';
import { idleAction } from './choose-action.js';
import type { Levels } from './levels.js';
import type { Situation } from './situation.js';

/** Claims taken over from the stronger thesis. */
const BEST_CLAIMS = 3;
const LONGEST_RATIONALE = 4000;

/** What every decision on a symbol says, whatever its action. */
export interface Frame {
  readonly index: FactIndex;
  readonly situation: Situation;
  readonly theses: readonly Thesis[];
  readonly reports: readonly Report[];
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

/** BUY or SELL from flat at the market with stop and target, sized in percent of equity. */
export function open(
  frame: Frame,
  action: Action.BUY | Action.SELL,
  price: Decimal,
  { stop, target }: Levels,
  pct: Decimal,
  reason: string,
): Decision {
  return decide(frame, action, reason, {
    size: { value: wire(pct), unit: SizeUnit.PCT_EQUITY },
    entry: marketEntry(price),
    riskLevels: { stop: wire(stop), target: wire(target), denomination: RiskDenomination.UNDERLYING_PRICE },
    strategyFamily: familyOf(frame),
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
    confidence: Math.max(bull, bear),
    rationale: rationale(
      `${Action[action]} ${symbol}: ${reason}. Bull ${fixed(bull, 4)}, bear ${fixed(bear, 4)}, ${wire(held).value} units held.`,
    ),
    claims: claimsOf(frame),
    convictionDelta: delta,
  });
}

function marketEntry(price: Decimal) {
  return { type: EntryType.MARKET, tif: TimeInForce.DAY, reference: wire(price) };
}

/** The best founded claims of the stronger side, and the market data the decision reckons with. */
function claimsOf({ index, situation, theses }: Frame): Claim[] {
  const { symbol, delta } = situation;
  const stronger = delta < 0 ? Role.BEAR : Role.BULL;
  const thesis = theses.find((each) => each.role === stronger && each.symbol === symbol);
  const claims = (thesis?.claims ?? []).filter((claim) => isFounded(claim, index)).slice(0, BEST_CLAIMS);
  const price = index.number(symbol, 'price.last');
  const atr = index.number(symbol, 'indicator.atr_14');
  if (price !== undefined && atr !== undefined) {
    claims.push(neutral(0)`The newest price is ${usd(price)} and ATR 14 is ${usd(atr)}`);
  }
  return claims;
}

function familyOf({ reports, situation }: Frame): StrategyFamily {
  const chart = reports.find((report) => report.symbol === situation.symbol && report.detail.case === 'technical');
  const setup = chart?.detail.case === 'technical' ? chart.detail.value.setup : Setup.NO_SETUP;
  return setup === Setup.REVERSAL || setup === Setup.RANGE_BOUND ? StrategyFamily.MEAN_REVERSION : StrategyFamily.TREND;
}
