import { timestamp } from '@cream/domain';
import { type TradingState, TradingStateKind } from '@cream/proto/trading';
import type { TradingStateChange, TradingStateName } from '../app/trading-state-store.js';

const NAMES: ReadonlyMap<TradingStateKind, TradingStateName> = new Map([
  [TradingStateKind.ACTIVE, 'ACTIVE'],
  [TradingStateKind.REDUCING, 'REDUCING'],
  [TradingStateKind.HALTED, 'HALTED'],
]);

/** Undefined for a value the contract does not name. */
export function stateName(kind: TradingStateKind): TradingStateName | undefined {
  return NAMES.get(kind);
}

/** The state after a change. Without one it is ACTIVE, by nobody's hand and since no time. */
export function stateMessage(change: TradingStateChange | undefined): TradingState {
  if (change === undefined) {
    return {
      $typeName: 'cream.trading.v1.TradingState',
      state: TradingStateKind.ACTIVE,
      reason: 'never changed',
      actor: '',
    };
  }
  return {
    $typeName: 'cream.trading.v1.TradingState',
    state: TradingStateKind[change.state],
    reason: change.reason,
    actor: change.actor,
    since: timestamp(change.changedMs),
  };
}
