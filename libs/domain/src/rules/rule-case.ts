import { type Decision, type DecisionPlan, type DecisionRules, EntryType, type Objection } from '@cream/proto/decision';
import type { Briefing, Fact } from '@cream/proto/knowledge';
import { Decimal, dec, decIfReadable } from '../decimal.js';
import { symbolOf, underlyingOf } from '../instrument.js';
import type { ObjectionParts } from '../objection.js';
import { millis } from '../time.js';

const ZERO = new Decimal(0);

/** What the rules know about a briefing, looked up once per plan. */
export interface KnownBriefing {
  readonly briefing: Briefing;
  readonly factIds: ReadonlySet<string>;
  /** Value of the `price.last` fact by symbol. */
  readonly lastPrices: ReadonlyMap<string, Decimal>;
  /** Units held by symbol, negative for short. */
  readonly held: ReadonlyMap<string, Decimal>;
  /** Symbols with an entry order that may still fill. */
  readonly workingEntries: ReadonlySet<string>;
}

/** Thresholds of the decision rules as numbers. */
export interface Thresholds {
  readonly holdDelta: Decimal;
  readonly actionDelta: Decimal;
  readonly minRewardRisk: Decimal;
  readonly allowShort: boolean;
}

/** One decision and everything a rule may look at. */
export interface RuleCase {
  readonly decision: Decision;
  readonly plan: DecisionPlan;
  readonly known: KnownBriefing;
  readonly thresholds: Thresholds;
  readonly symbol: string;
  /** The ticker that theses and the briefing's symbol list speak of. */
  readonly ticker: string;
  readonly held: Decimal;
  /** Bull minus bear conviction of the theses; undefined when they do not say. */
  readonly delta: number | undefined;
  /** The price stop and target are measured from: the limit of a limit entry, otherwise the reference. */
  readonly entryPrice: Decimal | undefined;
}

/** A rule answers what is wrong with a decision, or undefined. The decision's id is added by the caller. */
export type DecisionRule = (ruleCase: RuleCase) => ObjectionParts | undefined;

/** A rule about the plan as a whole. */
export type PlanRule = (plan: DecisionPlan, briefing: Briefing) => Objection[];

export function knownBriefing(briefing: Briefing): KnownBriefing {
  const factIds = new Set(briefing.facts.map((fact) => fact.id));
  const lastPrices = newestPrices(briefing.facts.filter((fact) => fact.kind === 'price.last'));
  const held = new Map<string, Decimal>();
  for (const position of briefing.portfolio?.positions ?? []) {
    held.set(symbolOf(position.instrument), dec(position.quantity, 'position.quantity'));
  }
  const entries = (briefing.portfolio?.workingOrders ?? []).filter((order) => !order.reduceOnly);
  const workingEntries = new Set(entries.map((order) => symbolOf(order.instrument)));
  return { briefing, factIds, lastPrices, held, workingEntries };
}

/** By symbol; of two prices of one symbol the one that became knowable later. */
function newestPrices(priceFacts: readonly Fact[]): Map<string, Decimal> {
  const prices = new Map<string, Decimal>();
  const byTime = priceFacts.toSorted((a, b) => millis(a.asOf, 'as_of') - millis(b.asOf, 'as_of'));
  for (const { subject, value } of byTime) {
    if (value.case === 'decimal') prices.set(subject, dec(value.value, 'price.last'));
  }
  return prices;
}

export function thresholds(rules: DecisionRules): Thresholds {
  return {
    holdDelta: dec(rules.holdDelta, 'hold_delta'),
    actionDelta: dec(rules.actionDelta, 'action_delta'),
    minRewardRisk: dec(rules.minRewardRisk, 'min_reward_risk'),
    allowShort: rules.allowShort,
  };
}

/** @throws DomainError when the decision names no instrument */
export function ruleCase(
  decision: Decision,
  plan: DecisionPlan,
  known: KnownBriefing,
  limits: Thresholds,
  deltaOf: (ticker: string) => number | undefined,
): RuleCase {
  const symbol = symbolOf(decision.instrument);
  const ticker = underlyingOf(decision.instrument);
  const { entry } = decision;
  return {
    decision,
    plan,
    known,
    thresholds: limits,
    symbol,
    ticker,
    held: known.held.get(symbol) ?? ZERO,
    delta: deltaOf(ticker),
    entryPrice: decIfReadable(entry?.type === EntryType.LIMIT ? entry.limit : entry?.reference),
  };
}
