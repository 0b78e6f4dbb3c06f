import { Decimal, dec, millis } from '@cream/domain';
import { TimeInForce } from '@cream/proto/decision';
import { OrderType, Side } from '@cream/proto/portfolio';
import { Intent, type Order, OrderStatus } from '@cream/proto/trading';
import type { Book, BrokerOrder } from '@cream/simulation';
import type { AccountBook } from './account-book.js';
import type { HeldPosition } from './account-state.js';

const ZERO = new Decimal(0);

/**
 * What the broker holds of a symbol while it works a bar.
 * @param fromMs start of the bar, epoch milliseconds: orders made later have not reached the broker
 */
export function brokerBook(book: AccountBook, symbol: string, fromMs: number): Book {
  const position = book.position(symbol);
  const orders = book
    .pending(symbol)
    .filter((order) => millis(order.createdAt, 'created_at') <= fromMs)
    .map((order) => brokerOrder(book, order, position));
  if (position === undefined) return { units: ZERO, orders };
  const { units, stopOrderId, targetOrderId } = position;
  const protection = protectionOf(book.order(stopOrderId), book.order(targetOrderId));
  return { units, protection, orders };
}

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

function brokerOrder(book: AccountBook, order: Order, position: HeldPosition | undefined): BrokerOrder {
  const terms = {
    id: order.orderId,
    buy: order.side === Side.BUY,
    quantity: dec(order.quantity),
    limit: order.type === OrderType.LIMIT ? dec(order.limit) : undefined,
    staysAfterBar: order.tif === TimeInForce.GTC,
  };
  if (order.intent === Intent.CLOSE) {
    const whole = position !== undefined && terms.quantity.gte(position.units.abs());
    return { ...terms, purpose: whole ? 'CLOSE' : 'REDUCE' };
  }
  const protection = protectionOf(...waitingProtection(book.orders.values(), order));
  return { ...terms, purpose: position === undefined ? 'OPEN' : 'INCREASE', protection };
}

function protectionOf(stop: Order, target: Order) {
  return { stopId: stop.orderId, targetId: target.orderId, stop: dec(stop.stop), target: dec(target.limit) };
}
