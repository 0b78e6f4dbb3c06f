import {
  actionName,
  type Decimal,
  decIfReadable,
  decisionId,
  directionAfter,
  enlarges,
  isOption,
  rewardRiskAtLeast,
  stopOnRightSide,
  symbolOf,
  targetOnRightSide,
} from '@cream/domain';
import { Action, type Decision, type DecisionPlan, EntryType, RiskDenomination } from '@cream/proto/decision';
import type { Refusal } from '@cream/proto/trading';
import type { AccountBook } from './account-book.js';
import { refusal } from './refusal.js';

/** True for a decision that sends an order. */
export function ordersSomething({ action }: Decision): boolean {
  return enlarges(action) || action === Action.REDUCE || action === Action.CLOSE;
}

/** What a decision is judged with. */
export interface DecisionCase {
  readonly book: AccountBook;
  /** Newest knowable price; undefined when unknown. */
  readonly price: Decimal | undefined;
  readonly minRewardRisk: Decimal;
}

/** Why a decision of an approved plan is not sent; undefined when nothing speaks against it. */
export function decisionRefusal(decision: Decision, plan: DecisionPlan, given: DecisionCase): Refusal | undefined {
  const symbol = symbolOf(decision.instrument);
  if (decision.decisionId !== decisionId(plan.cycleId, symbol))
    return broken('the decision id is not that of its cycle');
  if (plan.decisions.filter((other) => symbolOf(other.instrument) === symbol).length > 1) {
    return broken(`the plan decides on ${symbol} more than once`);
  }
  if (!ordersSomething(decision)) return undefined;
  if (isOption(decision.instrument)) {
    return refusal('INSTRUMENT_UNSUPPORTED', 'the simulated broker trades equities only');
  }
  return positionRefusal(decision, symbol, given.book) ?? entryRefusal(decision, symbol, given);
}

function positionRefusal(decision: Decision, symbol: string, book: AccountBook): Refusal | undefined {
  const { action, direction } = decision;
  const held = book.units(symbol);
  const opens = action === Action.BUY || action === Action.SELL;
  if (opens && !held.isZero()) return broken(`${actionName(action)} needs a flat position, ${held.toFixed()} are held`);
  if (!opens && held.isZero()) return broken(`${actionName(action)} needs a position in ${symbol}`);
  if (direction !== directionAfter(action, held)) return broken('the direction does not follow from the action');
  return book.pending(symbol).length > 0 ? broken(`an order of ${symbol} is still working`) : undefined;
}

function entryRefusal(decision: Decision, symbol: string, given: DecisionCase): Refusal | undefined {
  const { entry, action } = decision;
  if (entry === undefined) return broken(`${actionName(action)} needs an entry`);
  if (entry.type !== EntryType.MARKET && entry.type !== EntryType.LIMIT) return broken('the entry type is unknown');
  const limit = decIfReadable(entry.limit);
  if (entry.type === EntryType.LIMIT && !limit?.gt(0)) return broken('a limit entry needs its limit');
  if (!enlarges(action)) return undefined;
  if (given.price === undefined) return refusal('PRICE_UNKNOWN', `no price of ${symbol} is known`);
  const price = entry.type === EntryType.LIMIT ? limit : given.price;
  return levelRefusal(decision, price ?? given.price, given.minRewardRisk);
}

function levelRefusal(decision: Decision, entry: Decimal, minimum: Decimal): Refusal | undefined {
  const { direction, riskLevels } = decision;
  const stop = decIfReadable(riskLevels?.stop);
  const target = decIfReadable(riskLevels?.target);
  if (!stop?.gt(0) || !target?.gt(0)) return broken('a stop and a target are needed');
  if (riskLevels?.denomination !== RiskDenomination.UNDERLYING_PRICE) return broken('the levels are no equity prices');
  if (!stopOnRightSide(direction, entry, stop)) return broken('the stop is on the wrong side of the entry');
  if (!targetOnRightSide(direction, entry, target)) return broken('the target is on the wrong side of the entry');
  if (rewardRiskAtLeast(minimum, direction, entry, stop, target)) return undefined;
  return broken(`the reward is less than ${minimum.toFixed()} times the risk`);
}

function broken(text: string): Refusal {
  return refusal('RULE_BROKEN', text);
}
