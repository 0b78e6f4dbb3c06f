import { OrderStatus } from '@cream/proto/trading';

const { INTENDED, ACCEPTED, PARTIALLY_FILLED, FILLED, CANCELED, REJECTED, EXPIRED, UNCONFIRMED } = OrderStatus;

/**
 * The legal next states of an order.
 *
 * INTENDED is on disk before anything is sent; a send without an answer is UNCONFIRMED until reconciliation finds out.
 * ACCEPTED may still be REJECTED: a broker takes an order that the exchange then refuses.
 * Nothing leaves a final state. A fill that a broker reports late, after CANCELED or EXPIRED, is real: it is booked as a
 * fill and changes position and cash, while the order keeps its final state and the reconciliation notes the difference.
 */
export const ORDER_TRANSITIONS: ReadonlyMap<OrderStatus, ReadonlySet<OrderStatus>> = new Map([
  [INTENDED, new Set([ACCEPTED, REJECTED, UNCONFIRMED, CANCELED])],
  [ACCEPTED, new Set([PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED, REJECTED])],
  [PARTIALLY_FILLED, new Set([PARTIALLY_FILLED, FILLED, CANCELED, EXPIRED])],
  [UNCONFIRMED, new Set([ACCEPTED, PARTIALLY_FILLED, FILLED, REJECTED, CANCELED, EXPIRED])],
  [FILLED, new Set()],
  [CANCELED, new Set()],
  [REJECTED, new Set()],
  [EXPIRED, new Set()],
]);

/** True when an order may go from one state to the other. A state outside the closed set goes nowhere. */
export function canTransition(from: OrderStatus, to: OrderStatus): boolean {
  return ORDER_TRANSITIONS.get(from)?.has(to) ?? false;
}

/** True for a state an order never leaves. */
export function isFinal(status: OrderStatus): boolean {
  return ORDER_TRANSITIONS.get(status)?.size === 0;
}
