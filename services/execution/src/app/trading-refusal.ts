import { type Refusal, TradingStateKind } from '@cream/proto/trading';
import { refusal } from './refusal.js';

/**
 * Why an order is not sent in a trading state; undefined when it may be. A state nobody knows is halted.
 * @param enlarges whether the order makes a position larger
 */
export function tradingRefusal(state: TradingStateKind, enlarges: boolean): Refusal | undefined {
  if (state === TradingStateKind.ACTIVE) return undefined;
  if (state !== TradingStateKind.REDUCING) {
    return refusal('TRADING_HALTED', 'no orders are sent while trading is halted');
  }
  return enlarges ? refusal('REDUCING_ONLY', 'only orders that make positions smaller are sent') : undefined;
}
