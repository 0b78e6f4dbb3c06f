import { enlarges } from '@cream/domain';
import {
  Action,
  CheckVerdict,
  type ConstraintCheck,
  type ConstraintReport,
  type Decision,
  type DecisionPlan,
} from '@cream/proto/decision';
import type { TradingStateChange, TradingStateName } from './trading-state-store.js';

/**
 * The report with what the trading state forbids: when HALTED whatever needs an order, when REDUCING whatever opens or
 * enlarges a position. Each such decision FAILs a check `TRADING_STATE` and is no longer approved.
 *
 * @param change the change that made the state what it is; without one trading is active
 */
export function underTradingState(
  report: ConstraintReport,
  plan: DecisionPlan,
  change: TradingStateChange | undefined,
): ConstraintReport {
  if (change === undefined || change.state === 'ACTIVE') return report;
  const forbidden = plan.decisions.filter(({ action }) => forbids(change.state, action));
  if (forbidden.length === 0) return report;
  const refused = new Set(forbidden.map(({ decisionId }) => decisionId));
  return {
    ...report,
    checks: [...report.checks, ...forbidden.map((decision) => refusal(decision, change))],
    approvedDecisionIds: report.approvedDecisionIds.filter((id) => !refused.has(id)),
  };
}

function forbids(state: TradingStateName, action: Action): boolean {
  if (state === 'HALTED') return action !== Action.HOLD && action !== Action.NO_TRADE;
  return state === 'REDUCING' && enlarges(action);
}

function refusal({ decisionId }: Decision, { state, reason, actor }: TradingStateChange): ConstraintCheck {
  const rule = state === 'HALTED' ? 'no order may be sent' : 'only orders that make a position smaller may be sent';
  return {
    $typeName: 'cream.decision.v1.ConstraintCheck',
    code: 'TRADING_STATE',
    decisionId,
    verdict: CheckVerdict.FAIL,
    unit: '',
    text: `trading is ${state}, set by ${actor} (${reason}): ${rule}`,
  };
}
