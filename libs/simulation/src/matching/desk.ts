import type { WorkingOrder } from '../orders/working-order.js';
import type { BarValues, LimitRule, PricePoint } from './triggers.js';

/** How bars fill orders. */
export interface MatchRules {
  readonly limits: LimitRule;
  /** Which side of a protection is believed when a bar touches both. */
  readonly sameBar: 'STOP_FIRST' | 'TARGET_FIRST';
  /** At most this share of a bar's volume fills, in whole units; undefined: volume is not looked at. */
  readonly volumeShare: number | undefined;
}

/** Every fill is whole, a touch fills a limit, the stop is believed. */
export const PLAIN_RULES: MatchRules = { limits: 'TOUCH', sameBar: 'STOP_FIRST', volumeShare: undefined };

/** One instrument at the broker. */
export interface MatchBook {
  /** Negative for short. */
  units: number;
  /** In the order in which they were sent. */
  orders: WorkingOrder[];
}

/** One meeting of an order with a price. */
export interface Meeting {
  readonly order: WorkingOrder;
  readonly bar: BarValues;
  readonly point: PricePoint;
  /** The price at that point, before slippage. */
  readonly price: number;
  /** Slippage moves it: market orders and stops. */
  readonly slips: boolean;
  /** Units of this instrument that the bar has filled before. */
  readonly filledBefore: number;
}

/** What happens to the orders of a book is told here, in the order in which it happens. */
export interface Desk {
  /** Why an order cannot be carried out although its price was met: then it is canceled. */
  objection(order: WorkingOrder): string | undefined;
  /** Whether an order makes no sense without a position; asked when there is none. */
  needsPosition(order: WorkingOrder): boolean;
  /** Units that a budget pays for. */
  affordable(meeting: Meeting, budget: number): number;
  /** Books a fill. False when the price with its slippage lies beyond the order's limit: then nothing happened. */
  fill(meeting: Meeting, quantity: number): boolean;
  /** What goes live with a fill. */
  protectionOf(order: WorkingOrder, quantity: number): readonly WorkingOrder[];
  cancel(order: WorkingOrder, text: string): void;
  expire(order: WorkingOrder): void;
}
