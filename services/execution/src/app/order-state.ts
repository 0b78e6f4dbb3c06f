import { canTransition, orderStatusName, timestamp } from '@cream/domain';
import { type Order, OrderStatus } from '@cream/proto/trading';

/**
 * The order in its next state.
 * @throws RangeError when the state does not follow from the present one
 */
export function moved(order: Order, status: OrderStatus, timeMs: number, text = ''): Order {
  if (!canTransition(order.status, status)) {
    throw new RangeError(
      `${order.orderId} cannot go from ${orderStatusName(order.status)} to ${orderStatusName(status)}`,
    );
  }
  const event = { $typeName: 'cream.trading.v1.OrderEvent' as const, status, time: timestamp(timeMs), text };
  return { ...order, status, history: [...order.history, event] };
}

/** The order in the same state with other terms, which a split gave it. */
export function restated(order: Order, terms: Partial<Order>, timeMs: number, text: string): Order {
  const event = {
    $typeName: 'cream.trading.v1.OrderEvent' as const,
    status: order.status,
    time: timestamp(timeMs),
    text,
  };
  return { ...order, ...terms, history: [...order.history, event] };
}

/** At the broker, and may fill. */
export function isLive(order: Order): boolean {
  return order.status === OrderStatus.ACCEPTED || order.status === OrderStatus.PARTIALLY_FILLED;
}
