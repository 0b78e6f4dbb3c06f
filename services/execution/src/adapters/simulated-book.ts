import { Decimal, dec, millis } from '@cream/domain';
import { TimeInForce } from '@cream/proto/decision';
import { OrderType, Side } from '@cream/proto/portfolio';
import { Intent, type Order } from '@cream/proto/trading';
import type { Book, BrokerOrder } from '@cream/simulation';
import type { AccountBook } from '../app/account-book.js';
import type { HeldPosition } from '../app/account-state.js';
import { isLive } from '../app/order-state.js';
import { waitingProtection } from '../app/waiting-protection.js';

const ZERO = new Decimal(0);

/**
 * What the simulated broker holds of a symbol while it works a bar.
 * @param fromMs start of the bar, epoch milliseconds: orders made later are too young for it
 */
export function simulatedBook(book: AccountBook, symbol: string, fromMs: number): Book {
  const position = book.position(symbol);
  const orders = book
    .pending(symbol)
    .filter((order) => isLive(order) && millis(order.createdAt, 'created_at') <= fromMs)
    .map((order) => brokerOrder(book, order, position));
  if (position === undefined) return { units: ZERO, orders };
  const { units, stopOrderId, targetOrderId } = position;
  const protection = protectionOf(book.order(stopOrderId), book.order(targetOrderId));
  return { units, protection, orders };
}

function brokerOrder(book: AccountBook, order: Order, position: HeldPosition | undefined): BrokerOrder {
  const terms = {
    id: order.orderId,
    buy: order.side === Side.BUY,
    quantity: dec(order.quantity),
    limit: order.type === OrderType.LIMIT ? dec(order.limit) : undefined,
    // A DAY order ends with its session, which may have more than one bar.
    staysAfterBar: order.tif === TimeInForce.GTC || order.tif === TimeInForce.DAY,
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
