import type { Decimal } from '@cream/domain';
import type { BorrowSettings } from '../events/borrow.js';
import type { CorporateAction } from '../events/corporate-actions.js';
import type { Assignment } from '../events/option-events.js';
import type { FeeModel } from '../fees/fee-model.js';
import type { MatchRules } from '../matching/desk.js';
import type { SlippageModel } from '../slippage/slippage-model.js';
import type { SessionTimes } from './sessions.js';

/** How a simulation fills orders, and what it costs. */
export interface SimulationSettings {
  /** USD. */
  readonly cash: Decimal | number;
  readonly slippage?: SlippageModel;
  readonly fees?: FeeModel;
  readonly rules?: Partial<MatchRules>;
  /** CLOSE: a bar is one trade at its close, as in zipline. Default OHLC: worst case within the bar. */
  readonly prices?: 'OHLC' | 'CLOSE';
  /** Default true. Nothing else limits orders: no margin is asked for, cash may become negative. */
  readonly allowShort?: boolean;
  /** How long an order is on its way; it works on bars that start after it has arrived. Default 0. */
  readonly latencyMs?: number;
  /** In order. Without them every bar is a session of its own, as daily bars are. */
  readonly sessions?: readonly SessionTimes[];
  readonly actions?: readonly CorporateAction[];
  readonly borrow?: BorrowSettings;
  readonly assignments?: readonly Assignment[];
}
