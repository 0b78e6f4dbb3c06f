/** Units that changed hands. */
export interface SimulatedFill {
  readonly orderId: string;
  readonly symbol: string;
  readonly buy: boolean;
  /** Units, positive. */
  readonly quantity: number;
  /** USD per unit of the underlying, slippage included. */
  readonly price: number;
  /** USD. */
  readonly fees: number;
  /** Profit in USD of the units it closed, fees of this fill deducted; undefined for one that only opens. */
  readonly realized: number | undefined;
  /** ENTRY, REDUCE, CLOSE, STOP, TARGET, COMBO, EXERCISE, ASSIGNMENT, EXPIRY, or what the order said. */
  readonly reason: string;
  /** When the order was sent, epoch milliseconds; for what no order asked for, when it happened. */
  readonly sentMs: number;
  /** The bar that made it, epoch milliseconds. It is known at its end. */
  readonly startMs: number;
  readonly endMs: number;
}

/** An order that ended without having filled wholly. */
export interface OrderEnd {
  readonly orderId: string;
  readonly symbol: string;
  readonly kind: 'CANCELED' | 'EXPIRED';
  readonly text: string;
  readonly timeMs: number;
}

/** What a split or a dividend did to units that were held. */
export interface AppliedAction {
  readonly kind: 'SPLIT' | 'DIVIDEND';
  readonly symbol: string;
  /** New units per old unit, or USD per unit. */
  readonly value: number;
  /** Units before and after. */
  readonly before: number;
  readonly after: number;
  /** USD received, negative when paid: the dividend, or what was paid for a fraction of a unit. */
  readonly cash: string;
  /** Its ex-date, epoch milliseconds. */
  readonly timeMs: number;
}

/** Cash that came or went without a trade. */
export interface CashEvent {
  readonly kind: 'DIVIDEND' | 'CASH_IN_LIEU' | 'BORROW' | 'SETTLEMENT';
  readonly symbol: string;
  /** USD; negative when it was paid. */
  readonly amount: string;
  readonly timeMs: number;
}
