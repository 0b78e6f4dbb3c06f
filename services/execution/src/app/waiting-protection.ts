import { OrderType } from '@cream/proto/portfolio';
import { type Order, OrderStatus } from '@cream/proto/trading';

/**
 * The stop and the target that wait for the fill of an entry.
 * @throws RangeError when one is missing: no entry is sent without them
 */
export function waitingProtection(orders: Iterable<Order>, entry: Order): [stop: Order, target: Order] {
  let stop: Order | undefined;
  let target: Order | undefined;
  for (const order of orders) {
    if (order.parentId !== entry.orderId || order.status !== OrderStatus.INTENDED) continue;
    if (order.type === OrderType.STOP) stop = order;
    else target = order;
  }
  if (stop === undefined || target === undefined) throw new RangeError(`${entry.orderId} has no protection`);
  return [stop, target];
}
