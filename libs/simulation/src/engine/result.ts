import type { Decimal } from '@cream/domain';
import type { AppliedAction, CashEvent, OrderEnd, SimulatedFill } from './fill.js';

export interface SimulationResult {
  readonly fills: readonly SimulatedFill[];
  /** Orders that ended unfilled. */
  readonly ends: readonly OrderEnd[];
  readonly cashEvents: readonly CashEvent[];
  /** Splits and dividends of what was held, in time. */
  readonly actions: readonly AppliedAction[];
  /** Each distinct bar end, epoch milliseconds, and the equity at it in USD: cash and units at their newest closes. */
  readonly times: Float64Array;
  readonly equity: Float64Array;
  /** Exact. */
  readonly cash: Decimal;
  readonly finalEquity: Decimal;
  /** Units by symbol, those that are not 0. */
  readonly positions: ReadonlyMap<string, number>;
}
