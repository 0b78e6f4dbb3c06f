import { create } from '@bufbuild/protobuf';
import { decisionId, equity, symbolOf, timestamp, wire } from '@cream/domain';
import { Mode } from '@cream/proto/common';
import {
  Action,
  type Decision,
  type DecisionPlan,
  DecisionPlanSchema,
  DecisionSchema,
  Direction,
  EntryType,
  type Report,
  ReportSchema,
  RiskDenomination,
  Role,
  SizeUnit,
  Stance,
  StrategyFamily,
  type Thesis,
  ThesisSchema,
  TimeInForce,
} from '@cream/proto/decision';
import type { Briefing } from '@cream/proto/knowledge';
import type { Changes } from './changes.js';
import { AS_OF_MS } from './clock.js';
import { aBriefing, aFact, CYCLE_ID } from './knowledge.js';

/** The technical analyst's bullish report on AAPL, resting on its newest price. */
export function aReport(overrides: Changes<typeof ReportSchema> = {}): Report {
  return create(ReportSchema, {
    role: Role.TECHNICAL,
    symbol: 'AAPL',
    claims: [{ text: 'It trades at 100.', factIds: [aFact().id], stance: Stance.BULLISH, weight: 0.5 }],
    summary: 'An uptrend.',
    ...overrides,
  });
}

/** The bull's case for AAPL with conviction 0.75, or with `role: Role.BEAR` the bear's with 0.25. */
export function aThesis(overrides: Changes<typeof ThesisSchema> = {}): Thesis {
  const bear = overrides.role === Role.BEAR;
  return create(ThesisSchema, {
    role: Role.BULL,
    symbol: 'AAPL',
    claims: [
      {
        text: bear ? 'It has run far.' : 'It is rising.',
        factIds: [aFact().id],
        stance: bear ? Stance.BEARISH : Stance.BULLISH,
        weight: 0.5,
      },
    ],
    conviction: bear ? 0.25 : 0.75,
    ...overrides,
  });
}

/** The bull's and the bear's thesis on a symbol, whose convictions differ by `delta`. */
export function theses(delta = 0.5, symbol = 'AAPL'): Thesis[] {
  return [
    aThesis({ symbol, conviction: 0.5 + delta / 2 }),
    aThesis({ symbol, role: Role.BEAR, conviction: 0.5 - delta / 2 }),
  ];
}

/**
 * BUY 90 AAPL at the market, reference 100, stop 96, target 108: legal under the default rules and limits from flat.
 * An instrument given in the overrides gives the decision its id.
 */
export function aDecision(overrides: Changes<typeof DecisionSchema> = {}): Decision {
  const decision = create(DecisionSchema, {
    instrument: equity('AAPL'),
    action: Action.BUY,
    direction: Direction.LONG,
    size: { value: wire(90), unit: SizeUnit.SHARES },
    entry: { type: EntryType.MARKET, tif: TimeInForce.DAY, reference: wire(100) },
    riskLevels: { stop: wire(96), target: wire(108), denomination: RiskDenomination.UNDERLYING_PRICE },
    strategyFamily: StrategyFamily.TREND,
    horizon: 'weeks',
    confidence: 0.6,
    rationale: 'The bull has the better case.',
    claims: [{ text: 'It trades at 100.', factIds: [aFact().id], stance: Stance.BULLISH, weight: 0.5 }],
    convictionDelta: 0.5,
    ...overrides,
  });
  if (decision.decisionId === '' && decision.instrument?.kind.case !== undefined) {
    decision.decisionId = decisionId(CYCLE_ID, symbolOf(decision.instrument));
  }
  return decision;
}

/** HOLD of a long AAPL position, the smallest legal decision with one. */
export function aHold(overrides: Changes<typeof DecisionSchema> = {}): Decision {
  return aDecision({
    action: Action.HOLD,
    size: { value: wire(0), unit: SizeUnit.SHARES },
    entry: undefined,
    riskLevels: undefined,
    ...overrides,
  });
}

/** CLOSE of whatever is held of AAPL. */
export function aClose(overrides: Changes<typeof DecisionSchema> = {}): Decision {
  return aDecision({ action: Action.CLOSE, direction: Direction.FLAT, riskLevels: undefined, ...overrides });
}

/** A first proposal with `aDecision()` on `aBriefing()`. */
export function aPlan(overrides: Changes<typeof DecisionPlanSchema> = {}): DecisionPlan {
  return create(DecisionPlanSchema, {
    planId: `${CYCLE_ID}/plan-1`,
    cycleId: CYCLE_ID,
    asOf: timestamp(AS_OF_MS),
    mode: Mode.BACKTEST,
    decisions: [aDecision()],
    briefingHash: aBriefing().hash,
    iteration: 1,
    ...overrides,
  });
}

/** A plan made from the given briefing. */
export function aPlanOn(briefing: Briefing, decisions: readonly Decision[]): DecisionPlan {
  return aPlan({
    cycleId: briefing.cycleId,
    asOf: briefing.asOf,
    mode: briefing.mode,
    briefingHash: briefing.hash,
    decisions: [...decisions],
  });
}
