import type { FeeModel } from '../fees/fee-model.js';
import type { Cash } from '../ledger/ledger.js';
import type { MatchRules } from '../matching/desk.js';
import type { SlippageModel } from '../slippage/slippage-model.js';
import type { OrderEnd, SimulatedFill } from './fill.js';
import type { Sessions } from './sessions.js';

/** What all instruments of a simulation share. */
export interface Market {
  readonly cash: Cash;
  readonly slippage: SlippageModel;
  readonly fees: FeeModel;
  readonly rules: MatchRules;
  readonly prices: 'OHLC' | 'CLOSE';
  readonly sessions: Sessions;
  readonly allowShort: boolean;
  /** Epoch milliseconds. */
  nowMs(): number;
  onFill(fill: SimulatedFill): void;
  onEnd(end: OrderEnd): void;
}
